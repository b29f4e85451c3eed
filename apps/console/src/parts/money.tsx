import { formatMinor } from '#contracts/money';

interface MoneyProps {
  readonly amount: number;
  readonly currency: string;
  readonly strong?: boolean;
}

/** An amount for a right-aligned column: tabular figures, the currency behind in a column of its own. */
export function Money({ amount, currency, strong = false }: MoneyProps) {
  return (
    <span className={strong ? 'money money-strong' : 'money'}>
      <span className="num">{formatMinor(amount, currency)}</span>
      <span className="money-currency">{currency}</span>
    </span>
  );
}
