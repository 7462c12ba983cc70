export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
      },
    ],
  },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  collectCoverageFrom: ['src/**/*.ts', '!src/index.ts', '!src/local-teams/page/!(serve).ts'],
  coverageProvider: 'v8',
  coverageThreshold: { global: { lines: 95, statements: 95, functions: 95, branches: 90 } },
  testTimeout: 20_000,
  // On two cores Jest would leave one idle.
  maxWorkers: '100%',
};
