import { Button, FileInput, Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError } from '../api/client.js';
import type { ModelVersionView } from '../api/contract.js';
import { Failure } from '../parts/panel.js';
import { useUploadModel } from './model-actions.js';

/** A file, its name and what it is for; refused, every problem with it. */
export function UploadDialog({ onClose }: { readonly onClose: () => void }) {
  const upload = useUploadModel();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [role, setRole] = useState<ModelVersionView['role']>('champion');
  const [features, setFeatures] = useState('');
  const [note, setNote] = useState('');
  const choose = (chosen: File | null): void => {
    setFile(chosen);
    if (chosen !== null && name === '') setName(nameFrom(chosen.name));
  };
  const submit = (): void => {
    if (file === null || name === '' || upload.isPending) return;
    upload.mutate(
      {
        file,
        name,
        role,
        features: features
          .split(/[\s,]+/)
          .filter(Boolean)
          .join(','),
        note,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Modal opened onClose={onClose} title="Upload a model" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        className="decide"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <FileInput
          label="ONNX file"
          description="Of Caracal's trainer, XGBoost, LightGBM, scikit-learn or PyTorch; one file, 32 MB at most"
          placeholder="Choose a file"
          accept=".onnx"
          leftSection={<IconFileUpload size={14} />}
          value={file}
          onChange={choose}
          required
          data-autofocus
        />
        <TextInput
          label="Name"
          description="A file under a known name becomes its next version"
          placeholder="card-trees"
          value={name}
          maxLength={64}
          onChange={(event) => setName(event.currentTarget.value)}
          required
        />
        <div>
          <span className="field-label" id="model-role">
            Meant for
          </span>
          <SegmentedControl
            aria-labelledby="model-role"
            value={role}
            onChange={(value) => setRole(value as ModelVersionView['role'])}
            data={[
              { value: 'champion', label: 'Every payment' },
              { value: 'tier2', label: 'The grey zone' },
            ]}
          />
        </div>
        <Textarea
          label="Features"
          description="The names of its columns, in order; only where the file does not say them"
          placeholder="card_count_1h, account_age_days, …"
          value={features}
          onChange={(event) => setFeatures(event.currentTarget.value)}
          autosize
          minRows={1}
          maxRows={6}
        />
        <TextInput
          label="Note"
          placeholder="What is new in it"
          value={note}
          maxLength={500}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {upload.error === null ? null : <Problems error={upload.error} />}
        <div className="form-actions">
          {upload.isPending ? <span className="muted">Loading and trying it in a process of its own …</span> : null}
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={upload.isPending} disabled={file === null || name === ''}>
            Upload and check
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function Problems({ error }: { readonly error: Error }) {
  if (!(error instanceof ApiError) || error.problems.length === 0)
    return <Failure error={error} what="The model was not taken." />;
  return (
    <div className="notice conflict" role="alert">
      <strong>The model can’t be used as it is.</strong>
      <ul className="model-problems">
        {error.problems.map(({ code, detail }) => (
          <li key={`${code} ${detail}`}>{detail}</li>
        ))}
      </ul>
    </div>
  );
}

function nameFrom(file: string): string {
  return file
    .toLowerCase()
    .replace(/\.onnx$/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64);
}
