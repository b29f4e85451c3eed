import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { Empty, Failure } from '../parts/panel.js';
import { usePageTitle } from './use-page-title.js';

/** A page that failed while being drawn; the frame around it stands. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  return (
    <div className="page-middle">
      <Failure
        error={error instanceof Error ? error : new Error(String(error))}
        what="This page could not be shown."
        retry={reset}
      />
    </div>
  );
}

export function NotFound() {
  usePageTitle('No such page');
  return (
    <div className="page-middle">
      <Empty title="There is no such page">
        <Link to="/live">Go to the live feed</Link>
      </Empty>
    </div>
  );
}
