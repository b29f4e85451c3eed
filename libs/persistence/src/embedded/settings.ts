/**
 * PostgreSQL's settings for a small machine whose cores it shares with Node: durable, few processes, no surprises.
 * What is not named keeps PostgreSQL's default.
 */
export function serverSettings(where: {
  socketFolder: string | undefined;
  port: number;
  tcp: boolean;
  durable: boolean;
}): Record<string, string | number> {
  return {
    listen_addresses: where.tcp ? '127.0.0.1' : '',
    port: where.port,
    // Quoted, because it is a list: a path may hold commas and spaces.
    unix_socket_directories: where.socketFolder ? `"${where.socketFolder.replaceAll('"', '""')}"` : '',
    unix_socket_permissions: '0700',
    max_connections: 80,
    superuser_reserved_connections: 3,
    timezone: 'UTC',
    log_timezone: 'UTC',

    // Durable: an acknowledged commit survives a crash of this process, of PostgreSQL and of the machine.
    fsync: where.durable ? 'on' : 'off',
    synchronous_commit: where.durable ? 'on' : 'off',
    full_page_writes: where.durable ? 'on' : 'off',
    // No replicas, so the write-ahead log carries only what recovery needs. It is bounded so that recovery takes seconds.
    wal_level: 'minimal',
    max_wal_senders: 0,
    wal_compression: 'on',
    wal_buffers: '16MB',
    max_wal_size: '1GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '10min',
    checkpoint_completion_target: 0.9,

    shared_buffers: '128MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    effective_cache_size: '512MB',
    random_page_cost: 1.1,
    jit: 'off',
    io_method: 'sync',
    max_parallel_workers_per_gather: 0,
    max_parallel_maintenance_workers: 0,
    max_worker_processes: 4,
    max_logical_replication_workers: 0,
    // Vacuum often and slowly, rather than seldom and at once.
    autovacuum_max_workers: 1,
    autovacuum_naptime: '30s',
    autovacuum_vacuum_cost_delay: '10ms',
    update_process_title: 'off',

    // The client gets errors and says what they mean. Here: what concerns the server, never statements or their values.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_connections: '',
    log_autovacuum_min_duration: -1,
    log_line_prefix: '',
  };
}
