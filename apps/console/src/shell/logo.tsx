/** A caracal's head: the tufted ears. */
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="7" fill="#16191d" />
      <path d="M7.5 4.5 11.8 13h8.4L24.5 4.5 25 19l-5.2 7.5h-7.6L7 19Z" fill="#d9822b" />
      <path d="m11.2 16.6 3.3 1.7-3 .6Zm9.6 0-3.3 1.7 3 .6Zm-6.2 5.8h2.8L16 24Z" fill="#16191d" />
    </svg>
  );
}
