// A stand-in for a Cosmos DB account in a process of its own: says in one line of JSON where it is, and lives until it is killed.
import { startCosmos } from '../../test/support/cosmos-server.ts';
import { endWithParent } from './children.ts';

endWithParent();
const server = await startCosmos();
const { id: container } = await server.makeContainer();
process.stdout.write(`${JSON.stringify({ endpoint: server.endpoint, key: server.key, container })}\n`);
