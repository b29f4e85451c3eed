import { beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from './testing/index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});

describe('database', () => {
  test('health: migrated and the application’s role → resolves', async () => {
    await expect(db.database.checkHealth()).resolves.toBeUndefined();
  });
});
