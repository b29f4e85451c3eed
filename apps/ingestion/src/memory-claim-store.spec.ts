import { claimStoreContract } from './claim-store.contract.js';
import { MemoryClaimStore } from './testing/memory-claim-store.js';

claimStoreContract('memory', async () => new MemoryClaimStore());
