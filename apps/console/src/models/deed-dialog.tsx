import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { ModelList, ModelVersionView } from '../api/contract.js';
import { ReasonDialog } from '../parts/reason-dialog.js';
import { useModelDeed } from './model-actions.js';
import { consequenceOf, MODEL_DEED_WORDS, type ModelDeed, named } from './model-deeds.js';

interface DeedDialogProps {
  readonly deed: ModelDeed;
  /** Absent of a rollback, which is of the champion. */
  readonly model: ModelVersionView | undefined;
  readonly list: ModelList;
  readonly onClose: () => void;
}

const GREY_ZONE = { from: 0.1, to: 0.6 };

/** Says what will come of it, and asks why; of a second tier also where it is asked. */
export function DeedDialog({ deed, model, list, onClose }: DeedDialogProps) {
  const change = useModelDeed();
  const [greyZone, setGreyZone] = useState(list.tier2?.grey_zone ?? GREY_ZONE);
  const about = model ?? { name: '', version: 0 };
  const { verb, refused, placeholder } = MODEL_DEED_WORDS[deed];
  return (
    <ReasonDialog
      title={model === undefined ? 'Roll back the champion' : `${verb}: ${named(model)}`}
      consequence={consequenceOf(deed, about, list)}
      verb={verb}
      placeholder={placeholder}
      bad={deed === 'retire' || deed === 'delete'}
      pending={change.isPending}
      error={change.error}
      refused={refused}
      onSubmit={(reason) =>
        change.mutate({ deed, model: about, revision: list.revision, reason, greyZone }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      {deed === 'tier2' ? (
        <div className="grey-zone">
          {(['from', 'to'] as const).map((end) => (
            <NumberInput
              key={end}
              label={end === 'from' ? 'Grey zone from' : 'to'}
              value={greyZone[end]}
              min={0}
              max={1}
              step={0.05}
              decimalScale={3}
              onChange={(value) => setGreyZone({ ...greyZone, [end]: Number(value) })}
            />
          ))}
        </div>
      ) : null}
    </ReasonDialog>
  );
}
