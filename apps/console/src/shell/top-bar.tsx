import { Menu } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import {
  IconBroadcast,
  IconCheck,
  IconChevronDown,
  IconFlask,
  IconLogout,
  IconMoon,
  IconSun,
  IconWorld,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { remove } from '../api/client.js';
import type { ConsoleMode, ConsoleSession } from '../api/contract.js';
import { useScheme } from './scheme.js';
import { SearchBox } from './search-box.js';
import { useViewer } from './viewer.js';

const ROLE_WORDS: Record<ConsoleSession['user']['role'], string> = {
  admin: 'Administrator',
  analyst: 'Analyst',
  viewer: 'Viewer, can’t change anything',
};

export function TopBar() {
  const { session } = useViewer();
  const { scheme, toggle } = useScheme();
  return (
    <header className="top">
      <span className="top-tenant" title={session.tenant.id}>
        {session.tenant.name}
      </span>
      <ModeMenu />
      <SearchBox />
      <ZoneMenu />
      <button
        type="button"
        className="icon-button"
        onClick={toggle}
        aria-label={scheme === 'dark' ? 'Use light colours' : 'Use dark colours'}
        title="Light or dark (\)"
      >
        {scheme === 'dark' ? <IconSun size={16} /> : <IconMoon size={16} />}
      </button>
      <PersonMenu />
    </header>
  );
}

const MODES: Record<ConsoleMode, { says: string; explains: string }> = {
  test: { says: 'Test data', explains: 'Posted with sk_test_ keys' },
  live: { says: 'Live data', explains: 'Posted with sk_live_ keys' },
};

function ModeMenu() {
  const { mode } = useViewer();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={`mode mode-${mode}`}>
          {mode === 'test' ? <IconFlask size={14} aria-hidden /> : <IconBroadcast size={14} aria-hidden />}
          <span>{MODES[mode].says}</span>
          <IconChevronDown size={12} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['test', 'live'] as const).map((choice) => (
          <Menu.Item
            key={choice}
            leftSection={choice === mode ? <IconCheck size={14} /> : <span className="menu-gap" />}
            onClick={() => void navigate({ to: '/live', search: { mode: choice } })}
          >
            {MODES[choice].says}
            <div className="menu-explains">{MODES[choice].explains}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ZoneMenu() {
  const { session, timeZone } = useViewer();
  const [, setZone] = useLocalStorage({ key: 'caracal-time-zone', defaultValue: '' });
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([session.tenant.time_zone, own, 'UTC'])];
  const says = (zone: string): string =>
    zone === session.tenant.time_zone
      ? `Of ${session.tenant.name}`
      : zone === own
        ? 'Of this computer'
        : 'Universal time';
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className="quiet-button wide-only" title="Time zone of all times shown">
          <IconWorld size={14} aria-hidden />
          {timeZone}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Show times in</Menu.Label>
        {zones.map((zone) => (
          <Menu.Item
            key={zone}
            leftSection={zone === timeZone ? <IconCheck size={14} /> : <span className="menu-gap" />}
            onClick={() => setZone(zone === session.tenant.time_zone ? '' : zone)}
          >
            {zone}
            <div className="menu-explains">{says(zone)}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function PersonMenu() {
  const { session } = useViewer();
  const queryClient = useQueryClient();
  const signOut = async (): Promise<void> => {
    await remove('/session');
    queryClient.clear();
    globalThis.location.assign('/');
  };
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className="person" aria-label={`${session.user.name}: account`}>
          <Avatar name={session.user.name} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="person-card">
          <strong>{session.user.name}</strong>
          <div className="menu-explains">{ROLE_WORDS[session.user.role]}</div>
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={14} />} onClick={() => void signOut()}>
          Log out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function Avatar({ name }: { readonly name: string }) {
  const initials = name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();
  return (
    <span className="avatar" title={name} aria-hidden>
      {initials}
    </span>
  );
}
