import { accountTakeover } from './account-takeover.js';
import { botSignup } from './bot-signup.js';
import { bustOut } from './bust-out.js';
import { cardTesting } from './card-testing.js';
import { friendlyFraud } from './friendly-fraud.js';
import { giftCardDrain } from './gift-card-drain.js';
import { muleMerchant } from './mule-merchant.js';
import { refundAbuse } from './refund-abuse.js';
import { stolenCardAbroad } from './stolen-card-abroad.js';
import type { Typology } from './typology.js';

export const TYPOLOGIES: readonly Typology[] = [
  accountTakeover,
  botSignup,
  bustOut,
  cardTesting,
  friendlyFraud,
  giftCardDrain,
  muleMerchant,
  refundAbuse,
  stolenCardAbroad,
];
