import { testDatabase } from '../../../libs/persistence/src/testing/index.js';
import { claimStoreContract } from './claim-store.contract.js';
import { PgClaimStore } from './pg-claim-store.js';

claimStoreContract('postgres', async () => {
  const { database } = await testDatabase();
  return new PgClaimStore(database);
});
