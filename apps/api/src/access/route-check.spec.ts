import { Controller, Delete, Get, Module, Post } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Access, Public, Reporter } from './access.decorator.js';
import { assertRoutesDeclared, undeclaredRoutes } from './route-check.js';

@Controller('planted')
class PlantedController {
  @Get('public')
  @Public()
  open(): string {
    return 'open';
  }

  @Get('staff')
  @Access('read', 'Case')
  staff(): string {
    return 'staff';
  }

  @Get('reporter')
  @Reporter()
  reporter(): string {
    return 'reporter';
  }

  @Post('forgotten')
  forgotten(): string {
    return this.helper();
  }

  @Delete()
  forgottenToo(): string {
    return this.helper();
  }

  helper(): string {
    return 'not a route';
  }
}

@Controller('wholly-public')
@Public()
class WhollyPublicController {
  @Get()
  open(): string {
    return 'open';
  }
}

class Base {
  @Get('inherited')
  inherited(): string {
    return 'inherited';
  }
}

@Controller('child')
class ChildController extends Base {}

@Module({ controllers: [PlantedController, ChildController] })
class InnerModule {}

@Module({ imports: [InnerModule], controllers: [WhollyPublicController] })
class PlantedModule {}

@Module({ controllers: [WhollyPublicController] })
class DeclaredModule {}

describe('the check of routes at start', () => {
  it('names every route that says nothing about who may use it, inherited ones too', async () => {
    const app = await Test.createTestingModule({ imports: [PlantedModule] }).compile();
    expect(undeclaredRoutes(app).sort()).toEqual([
      'ChildController.inherited',
      'PlantedController.forgotten',
      'PlantedController.forgottenToo',
    ]);
    expect(() => {
      assertRoutesDeclared(app);
    }).toThrow(/neither @Access, @Reporter nor @Public:\n.*PlantedController\.forgotten/s);
    await app.close();
  });

  it('lets an application up that declares all of them', async () => {
    const app = await Test.createTestingModule({ imports: [DeclaredModule] }).compile();
    expect(undeclaredRoutes(app)).toEqual([]);
    assertRoutesDeclared(app);
    await app.close();
  });
});
