/**
 * Card precision at k: of the k riskiest cards of each day, the share that had a fraud that day; mean over days. What a team
 * that can check k cards a day gets out of a model. Le Borgne et al., "Reproducible Machine Learning for Credit Card Fraud
 * Detection" (2022), chapter 4.
 */
export interface DayOfCards {
  /** Of each transaction of the day: its card, score and label. */
  readonly cards: ArrayLike<number>;
  readonly scores: ArrayLike<number>;
  readonly labels: Uint8Array;
}

/**
 * `days` in order. A card's score is the highest of its day; of equal scores, the card with the lower number is checked
 * first; a card that was caught is left out on later days. A day with fewer than k cards still counts as k checks.
 */
export function cardPrecisionAt(days: readonly DayOfCards[], k: number): number {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k must be a whole number from 1, not ${k}`);
  const caught = new Set<number>();
  let sum = 0;
  for (const day of days) {
    const checked = riskiest(day, caught, k);
    for (const card of checked) if (card.fraud) caught.add(card.card);
    sum += checked.filter(({ fraud }) => fraud).length / k;
  }
  return sum / days.length;
}

interface CardDay {
  readonly card: number;
  score: number;
  fraud: boolean;
}

function riskiest({ cards, scores, labels }: DayOfCards, caught: ReadonlySet<number>, k: number): CardDay[] {
  const byCard = new Map<number, CardDay>();
  for (let i = 0; i < labels.length; i++) {
    const card = cards[i]!;
    if (caught.has(card)) continue;
    const seen = byCard.get(card);
    if (!seen) byCard.set(card, { card, score: scores[i]!, fraud: labels[i] === 1 });
    else {
      seen.score = Math.max(seen.score, scores[i]!);
      seen.fraud ||= labels[i] === 1;
    }
  }
  return [...byCard.values()].sort((a, b) => b.score - a.score || a.card - b.card).slice(0, k);
}
