const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether JSON text is nested deeper than `max`, told from its bytes, in one pass without building anything: parsing
 * what is millions deep blocks a process for long. Text that is not JSON gets some answer; the parser says what it is.
 */
export function isDeeperThan(max: number, json: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i]!;
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (isOpening(byte)) {
      if (++depth > max) return true;
    } else if (isClosing(byte)) depth--;
  }
  return false;
}

/** Brackets and braces differ in one bit. */
function isOpening(byte: number): boolean {
  return (byte | 0x20) === 0x7b;
}

function isClosing(byte: number): boolean {
  return (byte | 0x20) === 0x7d;
}
