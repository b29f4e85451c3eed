/** Names in the graph of a model that whoever runs it needs. `contributions`, log-odds by feature, is of models that have it. */
export const MODEL_INPUT = 'features';
export const MODEL_OUTPUTS = { probability: 'probability', contributions: 'contributions' } as const;
