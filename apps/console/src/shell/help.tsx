import { Modal } from '@mantine/core';
import { SHORTCUTS } from '../keyboard/keymap.js';

const GROUPS = ['Lists', 'Case', 'Go to', 'Anywhere'] as const;
const KEY_NAMES: Readonly<Record<string, string>> = { Escape: 'Esc' };

export function Help({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keyboard shortcuts"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className="help">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {SHORTCUTS.filter((shortcut) => shortcut.group === group).map(({ keys, says }) => (
                <div key={keys.join(' ')}>
                  <dt>{says}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key}>{KEY_NAMES[key] ?? key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="muted">Every verdict can be taken back for 10 seconds.</p>
    </Modal>
  );
}
