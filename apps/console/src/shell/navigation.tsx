import {
  IconActivity,
  IconBrain,
  IconInbox,
  IconKeyboard,
  IconMailbox,
  IconMathFunction,
  IconRoute,
  IconShieldLock,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { statsQuery } from '../api/queries.js';
import { formatCount } from '../format/figures.js';
import { Logo } from './logo.js';
import { useViewer } from './viewer.js';

const PAGES: readonly {
  to: '/live' | '/queue' | '/challenges' | '/patterns' | '/features' | '/models' | '/outbox';
  says: string;
  icon: TablerIcon;
  keys: string;
}[] = [
  { to: '/live', says: 'Live', icon: IconActivity, keys: 'G L' },
  { to: '/queue', says: 'Review queue', icon: IconInbox, keys: 'G Q' },
  { to: '/challenges', says: 'Challenges', icon: IconShieldLock, keys: 'G C' },
  { to: '/patterns', says: 'Patterns', icon: IconRoute, keys: 'G P' },
  { to: '/features', says: 'Features', icon: IconMathFunction, keys: 'G F' },
  { to: '/models', says: 'Models', icon: IconBrain, keys: 'G M' },
  { to: '/outbox', says: 'Sandbox outbox', icon: IconMailbox, keys: 'G O' },
];

export function Navigation({ onHelp }: { readonly onHelp: () => void }) {
  const { mode } = useViewer();
  const stats = useQuery(statsQuery(mode, '15m'));
  const open = stats.data?.cases.open ?? 0;
  return (
    <nav className="nav" aria-label="Pages">
      <Link to="/live" className="nav-brand" aria-label="Caracal">
        <Logo size={22} />
        <span className="nav-says">Caracal</span>
      </Link>
      {PAGES.map(({ to, says, icon: Icon, keys }) => (
        <Link
          key={to}
          to={to}
          className="nav-link"
          activeProps={{ 'aria-current': 'page' }}
          title={`${says} (${keys})`}
        >
          <Icon size={17} stroke={1.7} aria-hidden />
          <span className="nav-says">{says}</span>
          {to === '/queue' && open > 0 ? (
            <span className="nav-count num" aria-label={`${open} open cases`}>
              {formatCount(open)}
            </span>
          ) : null}
        </Link>
      ))}
      <button type="button" className="nav-link nav-help" onClick={onHelp} title="Keyboard shortcuts (?)">
        <IconKeyboard size={17} stroke={1.7} aria-hidden />
        <span className="nav-says">Shortcuts</span>
        <kbd className="nav-says">?</kbd>
      </button>
    </nav>
  );
}
