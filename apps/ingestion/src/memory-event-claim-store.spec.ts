import { eventClaimStoreContract } from './event-claim-store.contract.js';
import { MemoryEventClaimStore } from './testing/memory-event-claim-store.js';

eventClaimStoreContract('memory', async () => new MemoryEventClaimStore());
