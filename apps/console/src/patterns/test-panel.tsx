import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { TestPatternRequest } from '../api/contract.js';
import { Failure, Panel } from '../parts/panel.js';
import { useViewer } from '../shell/viewer.js';
import { CodeEditor } from './code-editor.js';
import { problemsUnder, type TextProblem } from './document-problems.js';
import { examplesOf, readEvents } from './events-text.js';
import { useTestPattern } from './pattern-actions.js';
import { TestResult } from './test-result.js';

const HOURS = ['1', '6', '24'] as const;
const OWN_EVENTS = '- { at: 0s, amount: 120 }\n- { at: 30s, amount: 45000 }\n';

/** Runs the document as it stands in the editor, over written events or the last hours' payments. Changes nothing. */
export default function TestPanel({ document }: { readonly document: string }) {
  const { mode } = useViewer();
  const [over, setOver] = useState<'events' | 'recent'>('events');
  const [hours, setHours] = useState<string>('24');
  const [examples] = useState(() => examplesOf(document));
  const [text, setText] = useState(examples[0]?.text ?? OWN_EVENTS);
  const [unread, setUnread] = useState<TextProblem>();
  const test = useTestPattern();
  const ofDocument = problemsUnder(test.error, '/definition');
  const ofEvents = unread === undefined ? problemsUnder(test.error, '/events') : [unread];

  const write = (changed: string): void => {
    setUnread(undefined);
    setText(changed);
    test.reset();
  };
  const run = (events: TestPatternRequest['events']): void =>
    test.mutate({
      definition: document,
      ...(events === undefined ? { recent: { hours: Number(hours), mode } } : { events }),
    });
  const begin = (): void => {
    if (over === 'recent') return run(undefined);
    const read = readEvents(text);
    if ('events' in read) return run(read.events);
    return setUnread(read.problem);
  };

  return (
    <>
      <Panel
        title="Test"
        aside={
          <Button leftSection={<IconPlayerPlay size={14} />} loading={test.isPending} onClick={begin}>
            Run the test
          </Button>
        }
        flush
      >
        <div className="test-over">
          <SegmentedControl
            aria-label="Events to test on"
            value={over}
            data={[
              { value: 'events', label: 'Written events' },
              { value: 'recent', label: 'Recent payments' },
            ]}
            onChange={(value) => {
              setOver(value === 'recent' ? 'recent' : 'events');
              test.reset();
            }}
          />
          {over === 'events' ? (
            <Select
              aria-label="Begin with an example"
              className="test-example"
              placeholder="Begin with an example of the document"
              disabled={examples.length === 0}
              value={String(examples.findIndex((example) => example.text === text))}
              data={examples.map(({ title }, index) => ({ value: String(index), label: title }))}
              onChange={(value) => write(examples[Number(value)]?.text ?? text)}
            />
          ) : (
            <>
              <SegmentedControl
                aria-label="How far back"
                value={hours}
                data={HOURS.map((value) => ({ value, label: value === '1' ? 'Last hour' : `Last ${value} h` }))}
                onChange={setHours}
              />
              <span className="muted">
                {mode === 'live' ? 'Live' : 'Test'} payments that were decided, the newest 2,000 of them
              </span>
            </>
          )}
        </div>
        {over === 'events' ? (
          <CodeEditor label="Events" text={text} onChange={write} problems={ofEvents} minLines={6} />
        ) : null}
        {ofDocument.length > 0 ? (
          <p className="notice test-notice" role="alert">
            The document has problems: correct them first. {ofDocument[0]!.detail}
          </p>
        ) : test.isError && ofEvents.length === 0 ? (
          <Failure error={test.error} what="The test could not be run." />
        ) : null}
      </Panel>
      {test.data === undefined ? null : (
        <TestResult key={test.submittedAt} result={test.data} recent={test.variables.recent !== undefined} />
      )}
    </>
  );
}
