import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { post, upload } from '../api/client.js';
import type { ModelList, ModelVersionView } from '../api/contract.js';
import type { ModelDeed } from './model-deeds.js';

/** Everything that changes what answers. Each answer is the whole list as it is now, and replaces what the page shows. */
export interface UploadRequest {
  readonly file: File;
  readonly name: string;
  readonly role: ModelVersionView['role'];
  readonly features: string;
  readonly note: string;
}

export function useUploadModel() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ file, ...about }: UploadRequest) => upload<ModelList>('/v1/models', about, file),
    onSuccess: (list) => keep(queryClient, list),
  });
}

export interface ModelDeedRequest {
  readonly deed: ModelDeed;
  readonly model: Pick<ModelVersionView, 'name' | 'version'>;
  readonly revision: number;
  readonly reason: string;
  readonly greyZone: { readonly from: number; readonly to: number };
}

export function useModelDeed() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ deed, model: { name, version }, greyZone, ...change }: ModelDeedRequest) => {
      const path = `/v1/models/${encodeURIComponent(name)}`;
      switch (deed) {
        case 'champion':
          return post<ModelList>(`${path}/promote`, { ...change, version, to: 'champion' });
        case 'tier2':
          return post<ModelList>(`${path}/promote`, { ...change, version, to: 'tier2', grey_zone: greyZone });
        case 'retire':
          return post<ModelList>(`${path}/retire`, { ...change, version });
        case 'delete':
          return post<ModelList>(`${path}/delete`, { ...change, version });
        case 'rollback':
          return post<ModelList>('/v1/models:rollback', change);
      }
    },
    onSuccess: (list) => keep(queryClient, list),
    onError: () => queryClient.invalidateQueries({ queryKey: ['models'] }),
  });
}

function keep(queryClient: QueryClient, list: ModelList): void {
  queryClient.setQueryData(['models'], list);
}
