import { lookup as dnsLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.js';

/**
 * A name look-up that yields public addresses only. The connection is made to the very address that was checked, so a
 * name that answers differently the second time (DNS rebinding) gains nothing.
 */
export function publicLookup(allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const usable = allowPrivate ? addresses : addresses.filter(({ address }) => isPublicAddress(address));
      const first = usable[0];
      if (!first) return callback(new PrivateAddressError(), '', 0);
      if (options.all) return callback(null, usable);
      return callback(null, first.address, first.family);
    });
  };
}

/** An address literal is never looked up, so it is checked here. */
export function refuseLiteral(hostname: string, allowPrivate: boolean): void {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(bare) !== 0 && !isPublicAddress(bare)) throw new PrivateAddressError();
}

export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
  constructor() {
    super('the address is not on the public internet');
  }
}
