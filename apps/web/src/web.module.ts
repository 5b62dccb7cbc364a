import { Module, type DynamicModule } from '@nestjs/common';
import { Environment } from '#config/environment';
import { Api } from './api/api.js';
import { ReporterApi } from './api/reporter-api.js';
import { StaffApi } from './api/staff-api.js';
import { AssetsController } from './http/assets.controller.js';
import { Cookies } from './http/cookies.js';
import { ErrorFilter } from './http/error.filter.js';
import { ExitController } from './http/exit.controller.js';
import { Gate } from './http/gate.js';
import { PageInterceptor } from './http/page.interceptor.js';
import { MyReportController } from './reporter/my-report.controller.js';
import { ReportController } from './reporter/report.controller.js';
import { ReturnController } from './reporter/return.controller.js';
import { StartController } from './reporter/start.controller.js';
import { ActionController } from './staff/action.controller.js';
import { CaseController } from './staff/case.controller.js';
import { LogController } from './staff/log.controller.js';
import { IdentityController } from './staff/identity.controller.js';
import { LoginController } from './staff/login.controller.js';
import { QueueController } from './staff/queue.controller.js';
import { SignedIn } from './staff/signed-in.js';
import { WaitingController } from './staff/waiting.controller.js';
import { StyleSheet } from './view/style-sheet.js';
import { Views } from './view/views.js';

@Module({})
export class WebModule {
  static for(environment: Environment): DynamicModule {
    return {
      module: WebModule,
      controllers: [
        AssetsController,
        ExitController,
        StartController,
        ReportController,
        ReturnController,
        MyReportController,
        LoginController,
        QueueController,
        CaseController,
        IdentityController,
        ActionController,
        LogController,
        WaitingController,
      ],
      providers: [
        { provide: Environment, useValue: environment },
        { provide: Cookies, useValue: new Cookies(environment.publicUrl.startsWith('https:')) },
        StyleSheet,
        Views,
        Gate,
        ErrorFilter,
        SignedIn,
        PageInterceptor,
        Api,
        ReporterApi,
        StaffApi,
      ],
    };
  }
}
