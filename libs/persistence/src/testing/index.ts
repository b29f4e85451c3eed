export { testDatabase, testServer, type TestDatabase } from './pg-test-database.js';
