export { trainModel, type ModelProgress, type ModelTraining, type TrainedModel } from './train-model.js';
export { trainInThread } from './threads/train-in-thread.js';
export { reordered, type TrainingTable } from './training-table.js';
export { type SplitOptions } from './split.js';
export { type Costs } from './operating-points.js';
export { type TrainingReport } from './training-report.js';
export { ColumnBuilder, type CellValue } from './column-builder.js';
export { reportPage } from './report/report-page.js';
