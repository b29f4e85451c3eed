export { ParquetError } from './parquet-error.js';
export { ParquetFile } from './parquet-file.js';
export { ParquetTable, removeTable, type Cell, type CellType, type TableColumn } from './parquet-table.js';
export { syncFolder } from './sync-folder.js';
