import { BodyEntity } from '#access/internal/body.entity';
import { CaseAssignmentEntity } from '#access/internal/case-assignment.entity';
import { CaseEscalationEntity } from '#access/internal/case-escalation.entity';
import { CaseExclusionEntity } from '#access/internal/case-exclusion.entity';
import { PersonEntity } from '#access/internal/person.entity';
import { ReporterSessionEntity } from '#access/internal/reporter-session.entity';
import { RoleGrantEntity } from '#access/internal/role-grant.entity';
import { StaffSessionEntity } from '#access/internal/staff-session.entity';
import { CaseEntity } from '#cases/internal/case.entity';
import { MessageEntity } from '#cases/internal/message.entity';
import { ReportEntity } from '#cases/internal/report.entity';
import { DataKeyEntity } from '#vault/internal/data-key.entity';

/** Every entity of every lib: the one list that TypeORM knows. */
export const ENTITIES = [
  BodyEntity,
  CaseAssignmentEntity,
  CaseEntity,
  CaseEscalationEntity,
  CaseExclusionEntity,
  DataKeyEntity,
  MessageEntity,
  PersonEntity,
  ReportEntity,
  ReporterSessionEntity,
  RoleGrantEntity,
  StaffSessionEntity,
];
