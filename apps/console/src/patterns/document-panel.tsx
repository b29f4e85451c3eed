import { Button } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import type { PatternDetail } from '../api/contract.js';
import { adviceFor, Panel } from '../parts/panel.js';
import { useViewer } from '../shell/viewer.js';
import { CodeEditor } from './code-editor.js';
import { problemsUnder } from './document-problems.js';
import { useDocumentCheck, useSavePattern } from './pattern-actions.js';
import { ReasonDialog } from '../parts/reason-dialog.js';

interface DocumentPanelProps {
  readonly title: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Whether the text differs from what is stored. */
  readonly edited: boolean;
  readonly patternId?: string;
  readonly revision: number;
  readonly onSaved: (detail: PatternDetail) => void;
}

/** The document of a version in an editor; saving makes a new version of it, a draft. */
export function DocumentPanel(props: DocumentPanelProps) {
  const { text, onChange, edited, revision } = props;
  const { mayAct } = useViewer();
  const [saving, setSaving] = useState(false);
  const save = useSavePattern(props.patternId);
  const check = useDocumentCheck(text);
  const refused = problemsUnder(save.error, '/definition');
  const problems = refused.length > 0 ? refused : (check.problems ?? []);
  const change = (changed: string): void => {
    save.reset();
    onChange(changed);
  };
  const ask = (): void => {
    save.reset();
    setSaving(true);
  };
  const submit = (note: string): void => {
    save.mutate(
      { definition: text, revision, note },
      {
        onSuccess: (detail) => {
          setSaving(false);
          props.onSaved(detail);
        },
        // What is wrong with the document is said at its lines, not over them.
        onError: (error) => {
          if (problemsUnder(error, '/definition').length > 0) setSaving(false);
        },
      },
    );
  };

  return (
    <>
      <Panel
        title={props.title}
        aside={
          <span className="document-aside">
            <CheckState check={check} problems={problems.length} />
            {mayAct ? (
              <>
                {edited && props.patternId !== undefined ? (
                  <span className="version-edited" title="Not saved yet">
                    edited
                  </span>
                ) : null}
                <Button
                  variant={edited ? 'filled' : 'default'}
                  leftSection={<IconDeviceFloppy size={14} />}
                  disabled={!edited}
                  onClick={ask}
                >
                  Save draft
                </Button>
              </>
            ) : null}
          </span>
        }
        flush
      >
        <CodeEditor
          label="Document"
          text={text}
          onChange={change}
          problems={problems}
          readOnly={!mayAct}
          minLines={16}
          onSave={mayAct && edited ? ask : undefined}
        />
      </Panel>
      {saving ? (
        <ReasonDialog
          title="Save as a draft"
          consequence="It becomes a new version. Nothing runs before somebody puts it on trial or promotes it."
          verb="Save draft"
          placeholder="What this version changes, for whoever decides on it"
          pending={save.isPending}
          error={save.error}
          refused="The draft was not saved."
          onSubmit={submit}
          onClose={() => setSaving(false)}
        />
      ) : null}
    </>
  );
}

interface CheckStateProps {
  readonly check: ReturnType<typeof useDocumentCheck>;
  readonly problems: number;
}

function CheckState({ check, problems }: CheckStateProps) {
  if (problems > 0)
    return (
      <span className="sign sign-bad" role="status">
        {problems === 1 ? '1 problem' : `${problems} problems`}
      </span>
    );
  if (check.error !== null)
    return (
      <span className="sign" role="status" title={`${check.error.message} ${adviceFor(check.error)}`}>
        Not checked
      </span>
    );
  if (check.problems === undefined)
    return (
      <span className="sign" role="status">
        Checking…
      </span>
    );
  return (
    <span className="sign sign-ok" role="status" title="It compiles, and its examples give what they say">
      No problems
    </span>
  );
}
