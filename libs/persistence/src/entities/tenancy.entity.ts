import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The tables of the schema `tenancy`, for TypeORM. */

@Entity({ schema: 'tenancy', name: 'tenants' })
export class TenantEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') name!: string;
  @Column('text') slug!: string;
  @Column('jsonb') settings!: unknown;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('bytea', { name: 'entity_secret', select: false }) entitySecret!: Buffer;
}

@Entity({ schema: 'tenancy', name: 'api_keys' })
export class ApiKeyEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'tenant_id' }) tenantId!: string;
  @Column('text') name!: string;
  /** The first characters of the key, for people to tell keys apart. */
  @Column('text') prefix!: string;
  @Column('text') last4!: string;
  @Column('bytea') hash!: Buffer;
  @Column('boolean') livemode!: boolean;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
}

@Entity({ schema: 'tenancy', name: 'policies' })
export class PolicyEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('jsonb') definition!: unknown;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('text', { name: 'created_by' }) createdBy!: string;
  @Column('text') why!: string;
}

export type UserRole = 'admin' | 'analyst' | 'viewer' | 'service';

@Entity({ schema: 'tenancy', name: 'users' })
export class UserEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'tenant_id' }) tenantId!: string;
  @Column('text') name!: string;
  @Column('text') email!: string;
  @Column('text') role!: UserRole;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}

@Entity({ schema: 'tenancy', name: 'login_links' })
export class LoginLinkEntity {
  @PrimaryColumn('bytea', { name: 'token_hash' }) tokenHash!: Buffer;
  @Column('text', { name: 'tenant_id' }) tenantId!: string;
  @Column('text', { name: 'user_id' }) userId!: string;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
  @Column('timestamptz', { name: 'used_at', nullable: true }) usedAt!: Date | null;
}

@Entity({ schema: 'tenancy', name: 'sessions' })
export class SessionEntity {
  @PrimaryColumn('bytea', { name: 'token_hash' }) tokenHash!: Buffer;
  @Column('text', { name: 'tenant_id' }) tenantId!: string;
  @Column('text', { name: 'user_id' }) userId!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
}
