import { testDatabase } from '../../../libs/persistence/src/testing/index.js';
import { eventClaimStoreContract } from './event-claim-store.contract.js';
import { PgEventClaimStore } from './pg-event-claim-store.js';

eventClaimStoreContract('postgres', async () => {
  const { database } = await testDatabase();
  return new PgEventClaimStore(database);
});
