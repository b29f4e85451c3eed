import { Button } from '@mantine/core';
import { IconArrowBackUp, IconBrain, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelList, ModelVersionView } from '../api/contract.js';
import { modelsQuery } from '../api/queries.js';
import { Empty, Failure, Loading, Panel } from '../parts/panel.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { useViewer } from '../shell/viewer.js';
import { AnswersPanel } from './answers-panel.js';
import { DeedDialog } from './deed-dialog.js';
import { mayRollBack, type ModelDeed } from './model-deeds.js';
import { ModelHistory } from './model-history.js';
import { VersionsTable } from './versions-table.js';
import { UploadDialog } from './upload-dialog.js';

/** What scores the tenant's payments: which model answers, what there is beside it, and who changed that. */
export function ModelsPage() {
  usePageTitle('Models');
  const { mayAct, mode, session } = useViewer();
  const query = useQuery(modelsQuery);
  const [uploading, setUploading] = useState(false);
  const [doing, setDoing] = useState<{ deed: ModelDeed; model: ModelVersionView | undefined }>();
  const list = query.data;
  const counts = list?.decisions.filter(({ livemode }) => livemode === (mode === 'live')) ?? [];
  return (
    <div className="list-page">
      <div className="toolbar">
        <h1 className="toolbar-title">Models</h1>
        <span className="spring" />
        {list !== undefined && mayAct && mayRollBack(list) ? (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={14} />}
            onClick={() => setDoing({ deed: 'rollback', model: undefined })}
          >
            Roll back the champion
          </Button>
        ) : null}
        {mayAct ? (
          <Button leftSection={<IconPlus size={14} />} onClick={() => setUploading(true)}>
            Upload a model
          </Button>
        ) : null}
      </div>
      {list === undefined ? (
        query.isError ? (
          <Failure error={query.error} what="The models could not be loaded." retry={() => void query.refetch()} />
        ) : (
          <Loading rows={10} height={18} />
        )
      ) : (
        <div className="detail models-detail">
          <div className="detail-middle">
            <Panel title="Versions" aside={<Kept {...list.limit} />} flush>
              {list.items.length === 0 ? (
                <NoModels />
              ) : (
                <VersionsTable
                  models={list.items}
                  counts={counts}
                  isAdmin={session.user.role === 'admin'}
                  onDeed={mayAct ? (deed, model) => setDoing({ deed, model }) : undefined}
                />
              )}
            </Panel>
          </div>
          <div className="detail-middle">
            <AnswersPanel list={list} counts={counts} />
            <ModelHistory entries={list.history} />
          </div>
        </div>
      )}
      {uploading ? <UploadDialog onClose={() => setUploading(false)} /> : null}
      {doing === undefined || list === undefined ? null : (
        <DeedDialog deed={doing.deed} model={doing.model} list={list} onClose={() => setDoing(undefined)} />
      )}
    </div>
  );
}

function Kept({ versions, versions_max: max }: ModelList['limit']) {
  return (
    <span className={`panel-says ${versions < max * 0.9 ? 'num muted' : 'sign sign-bad'}`}>
      {versions} of {max} kept
    </span>
  );
}

function NoModels() {
  return (
    <Empty icon={<IconBrain size={28} />} title="No models of your own yet">
      The installation’s default model scores your payments. Upload an ONNX file to bring your own: it is checked, kept
      as a draft, and answers nothing before you promote it.
    </Empty>
  );
}
