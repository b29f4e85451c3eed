import { useEffect } from 'react';

/** What the browser's tab and history call the page, for as long as it is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Caracal`;
    return () => {
      document.title = 'Caracal';
    };
  }, [title]);
}
