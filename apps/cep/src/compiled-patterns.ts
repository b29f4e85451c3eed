import { hash } from 'node:crypto';
import type { TransactionLike } from '#cel';
import { type CompiledPattern, compilePattern, Predicates } from '#patterns';

/** Compiled documents, each once however many tenants run it; forgotten when none does any more. */
export class CompiledPatterns {
  /** Of all documents ever compiled here: what several patterns ask is asked once a transaction. */
  readonly predicates = new Predicates<TransactionLike>();
  private readonly bySource = new Map<string, WeakRef<CompiledPattern>>();

  /** Throws PatternError for a document that this version of the matcher doesn't understand. */
  compile(source: string): CompiledPattern {
    const key = hash('sha256', source, 'base64');
    const known = this.bySource.get(key)?.deref();
    if (known !== undefined) return known;
    const pattern = compilePattern(source, { predicates: this.predicates });
    this.bySource.set(key, new WeakRef(pattern));
    return pattern;
  }

  /** Lets go of what nobody runs any more. */
  prune(): void {
    for (const [key, pattern] of this.bySource) if (pattern.deref() === undefined) this.bySource.delete(key);
  }
}
