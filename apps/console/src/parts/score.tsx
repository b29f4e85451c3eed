import type { Tone } from './outcome.js';

/** Risk of a score of 0 to 1000, in words and tone. */
export function riskOf(score: number): { tone: Tone; words: string } {
  if (score >= 800) return { tone: 'bad', words: 'Very high risk' };
  if (score >= 600) return { tone: 'bad', words: 'High risk' };
  if (score >= 150) return { tone: 'warn', words: 'Medium risk' };
  return { tone: 'ok', words: 'Low risk' };
}

/** A score with its bar; the number carries the meaning, the colour repeats it. */
export function Score({ score }: { readonly score: number }) {
  const { tone, words } = riskOf(score);
  return (
    <span className="score" title={`${words}: ${score} of 1000`}>
      <span className="score-track" aria-hidden>
        <span className={`score-fill fill-${tone}`} style={{ width: `${Math.max(2, score / 10)}%` }} />
      </span>
      <span className="num">{score}</span>
    </span>
  );
}
