import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { OpenedCase } from './case-store.js';
import { MessageEntity } from './internal/message.entity.js';
import type { ReportEntity } from './internal/report.entity.js';
import { openMessage } from './message-content.js';
import { messageWords } from './words/reporter-words.js';

/** A message in words. Templates are in the language of the report they belong to. */
export interface OpenedMessage {
  id: string;
  reportId: string;
  direction: 'to-reporter' | 'from-reporter';
  authorId: string | null;
  text: string;
  sentAt: Date;
}

/** Messages of a case or of one report, oldest first. */
@Injectable()
export class MessagesReadModel {
  /** Every message of the case, for staff. */
  ofCase(tx: EntityManager, open: OpenedCase): Promise<OpenedMessage[]> {
    return this.opened(tx, open, open.reports);
  }

  /** The messages of one reporter; another reporter's of the same case are never among them. */
  ofReport(tx: EntityManager, open: OpenedCase, report: ReportEntity): Promise<OpenedMessage[]> {
    return this.opened(tx, open, [report]);
  }

  private async opened(
    tx: EntityManager,
    open: OpenedCase,
    reports: readonly ReportEntity[],
  ): Promise<OpenedMessage[]> {
    const byId = new Map(reports.map((report) => [report.id, report]));
    const rows = await tx.find(MessageEntity, {
      where: { reportId: In([...byId.keys()]) },
      order: { sentAt: 'ASC', id: 'ASC' },
    });
    return rows.flatMap((row) => {
      const report = byId.get(row.reportId);
      const key = report && open.keys.subjects.get(report.subjectRef);
      if (!report || !key) return [];
      return [
        {
          id: row.id,
          reportId: row.reportId,
          direction: row.direction,
          authorId: row.authorId,
          text: messageWords(report.language, openMessage(key, row.id, row.content)),
          sentAt: row.sentAt,
        },
      ];
    });
  }
}
