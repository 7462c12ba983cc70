// Holds the write lock of an SQLite file, as another program can, until it is ended.
import { DatabaseSync } from 'node:sqlite';
import { endWithParent } from './children.ts';

endWithParent();
const database = new DatabaseSync(process.argv[2] ?? '');
database.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE;');
// What nobody mentions any more is collected, and the lock with it.
process.once('exit', () => database.close());
process.stdout.write('{}\n');
