import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { byLine, offsetOf, type TextProblem } from './document-problems.js';

interface CodeEditorProps {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly problems: readonly TextProblem[];
  readonly readOnly?: boolean;
  /** Ctrl + S, or ⌘ S. */
  readonly onSave?: (() => void) | undefined;
  readonly minLines?: number;
}

/**
 * A text with line numbers, and what is wrong with it beside the very lines. The whole scrolls, so that the marks need not
 * follow the field. A line is 20 px high, as in patterns.css.
 */
export function CodeEditor(props: CodeEditorProps) {
  const { text, problems, minLines = 8 } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const lines = useMemo(() => text.split('\n'), [text]);
  const marked = useMemo(() => byLine(problems), [problems]);
  const height = Math.max(lines.length, minLines);
  const widest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const goTo = ({ line = 1, column }: TextProblem): void => {
    const at = offsetOf(text, line, column);
    field.current?.focus();
    field.current?.setSelectionRange(at, at);
  };

  return (
    <>
      <div className="editor">
        <ol className="editor-lines num" aria-hidden>
          {Array.from({ length: height }, (_, index) => (
            <li key={index} className={marked.has(index + 1) ? 'editor-bad' : undefined}>
              {index < lines.length ? index + 1 : ''}
            </li>
          ))}
        </ol>
        <div className="editor-text" style={{ minWidth: `${widest + 2}ch` }}>
          <textarea
            ref={field}
            aria-label={props.label}
            aria-invalid={problems.length > 0}
            className="editor-field"
            rows={height}
            wrap="off"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            readOnly={props.readOnly}
            value={text}
            onChange={(event) => props.onChange(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              props.onSave?.();
            }}
          />
          {[...marked].map(([line, [first, ...more]]) => (
            <div key={line} className="editor-mark" style={{ top: (line - 1) * 20 }} aria-hidden>
              <span className="editor-says" style={{ marginLeft: `${(lines[line - 1]?.length ?? 0) + 3}ch` }}>
                {first!.detail}
                {more.length === 0 ? null : ` (and ${more.length} more)`}
              </span>
            </div>
          ))}
        </div>
      </div>
      {problems.length === 0 ? null : (
        <ul className="editor-problems" aria-label={`Problems of ${props.label.toLowerCase()}`}>
          {problems.map((problem) => (
            <li key={`${problem.line} ${problem.column} ${problem.detail}`}>
              <button type="button" onClick={() => goTo(problem)}>
                <IconAlertTriangle size={14} className="text-bad" aria-hidden />
                {problem.line === undefined ? null : (
                  <span className="num editor-place">
                    Line {problem.line}
                    {problem.column === undefined ? null : `, column ${problem.column}`}
                  </span>
                )}
                <span>{problem.detail}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
