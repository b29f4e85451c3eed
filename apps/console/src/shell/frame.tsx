import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { ApiError } from '../api/client.js';
import { sessionQuery } from '../api/queries.js';
import type { ConsoleSession } from '../api/contract.js';
import { useCommands, useKeyboard } from '../keyboard/use-commands.js';
import { Failure, Loading } from '../parts/panel.js';
import { Help } from './help.js';
import { Navigation } from './navigation.js';
import { SignedOut } from './signed-out.js';
import { TopBar } from './top-bar.js';
import { useScheme } from './scheme.js';
import { UndoBar } from './undo-bar.js';
import { ViewerProvider } from './viewer.js';

/** The frame around every page: navigation, top bar, keyboard, and the door that lets in only who has a session. */
export function Frame() {
  const session = useQuery(sessionQuery);
  if (session.data !== undefined && !isSignedOut(session.error)) return <SignedIn session={session.data} />;
  if (session.error === null) return <Waiting />;
  if (isSignedOut(session.error)) return <SignedOut />;
  return (
    <main className="door">
      <Failure error={session.error} what="The console could not start." retry={() => void session.refetch()} />
    </main>
  );
}

function isSignedOut(error: Error | null): boolean {
  return error instanceof ApiError && error.status === 401;
}

function Waiting() {
  return (
    <main className="door" aria-busy>
      <Loading rows={3} />
    </main>
  );
}

function SignedIn({ session }: { readonly session: ConsoleSession }) {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  const [zone] = useLocalStorage({
    key: 'caracal-time-zone',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const scheme = useScheme();
  const mode = search.mode ?? session.mode;
  const viewer = useMemo(
    () => ({ session, mode, timeZone: zone || session.tenant.time_zone, mayAct: session.user.role !== 'viewer' }),
    [session, mode, zone],
  );

  useKeyboard();
  useCommands({
    help: () => setHelp(true),
    search: () => document.querySelector<HTMLInputElement>('#search')?.focus(),
    theme: scheme.toggle,
    'go-live': () => void navigate({ to: '/live' }),
    'go-queue': () => void navigate({ to: '/queue' }),
    'go-challenges': () => void navigate({ to: '/challenges' }),
    'go-patterns': () => void navigate({ to: '/patterns' }),
    'go-features': () => void navigate({ to: '/features' }),
    'go-models': () => void navigate({ to: '/models' }),
    'go-outbox': () => void navigate({ to: '/outbox' }),
  });

  return (
    <ViewerProvider value={viewer}>
      <div className="frame">
        <a href="#page" className="skip">
          Skip to the page
        </a>
        <Navigation onHelp={() => setHelp(true)} />
        <TopBar />
        <main id="page" className="page" tabIndex={-1}>
          <Outlet />
        </main>
        <UndoBar />
        <Help opened={help} onClose={() => setHelp(false)} />
      </div>
    </ViewerProvider>
  );
}
