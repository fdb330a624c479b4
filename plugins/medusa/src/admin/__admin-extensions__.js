
      // Auto-generated index file for Medusa Admin UI extensions
    import WidgetComponent0, { config as WidgetConfig0 } from "/work/wt/docs/plugins/medusa/src/admin/widgets/customer-referrals.tsx"
import WidgetComponent1, { config as WidgetConfig1 } from "/work/wt/docs/plugins/medusa/src/admin/widgets/order-referral.tsx"

const widgetModule = { widgets: [
  {
    Component: WidgetComponent0,
    zone: ["customer.details.side.after"],
    widgetId: "goodword-customer-referrals"
},
{
    Component: WidgetComponent1,
    zone: ["order.details.side.after"],
    widgetId: "goodword-order-referral"
}
] }
    import RouteComponent0, { handle as handle0, config as HandleConfig0 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/page.tsx"
import RouteComponent1, { handle as handle1, config as HandleConfig1 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/advocates/page.tsx"
import RouteComponent2, { handle as handle2, config as HandleConfig2 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/list/page.tsx"
import RouteComponent3, { handle as handle3, config as HandleConfig3 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/programs/page.tsx"
import RouteComponent4, { handle as handle4, config as HandleConfig4 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/prompts/page.tsx"
import RouteComponent5, { handle as handle5, config as HandleConfig5 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/reviews/page.tsx"
import RouteComponent6, { handle as handle6, config as HandleConfig6 } from "/work/wt/docs/plugins/medusa/src/admin/routes/settings/goodword/page.tsx"
import RouteComponent7, { handle as handle7 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/advocates/[id]/page.tsx"
import RouteComponent8, { handle as handle8 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/list/[id]/page.tsx"
import RouteComponent9, { handle as handle9 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/programs/[id]/page.tsx"
import RouteComponent10, { handle as handle10, config as HandleConfig10 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/rewards/page.tsx"

const routeModule = { routes: [
    {
    Component: RouteComponent0,
    path: "/referrals",
    handle: { label: HandleConfig0.label, translationNs: HandleConfig0.translationNs, ...handle0 }
  },
{
    Component: RouteComponent1,
    path: "/referrals/advocates",
    handle: { label: HandleConfig1.label, translationNs: HandleConfig1.translationNs, ...handle1 }
  },
{
    Component: RouteComponent2,
    path: "/referrals/list",
    handle: { label: HandleConfig2.label, translationNs: HandleConfig2.translationNs, ...handle2 }
  },
{
    Component: RouteComponent3,
    path: "/referrals/programs",
    handle: { label: HandleConfig3.label, translationNs: HandleConfig3.translationNs, ...handle3 }
  },
{
    Component: RouteComponent4,
    path: "/referrals/prompts",
    handle: { label: HandleConfig4.label, translationNs: HandleConfig4.translationNs, ...handle4 }
  },
{
    Component: RouteComponent5,
    path: "/referrals/reviews",
    handle: { label: HandleConfig5.label, translationNs: HandleConfig5.translationNs, ...handle5 }
  },
{
    Component: RouteComponent6,
    path: "/settings/goodword",
    handle: { label: HandleConfig6.label, translationNs: HandleConfig6.translationNs, ...handle6 }
  },
{
    Component: RouteComponent7,
    path: "/referrals/advocates/:id",
    handle: handle7
  },
{
    Component: RouteComponent8,
    path: "/referrals/list/:id",
    handle: handle8
  },
{
    Component: RouteComponent9,
    path: "/referrals/programs/:id",
    handle: handle9
  },
{
    Component: RouteComponent10,
    path: "/referrals/rewards",
    handle: { label: HandleConfig10.label, translationNs: HandleConfig10.translationNs, ...handle10 }
  }
]
 }
    import { config as RouteConfig0 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/page.tsx"
import { config as RouteConfig1 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/advocates/page.tsx"
import { config as RouteConfig2 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/list/page.tsx"
import { config as RouteConfig3 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/programs/page.tsx"
import { config as RouteConfig4 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/prompts/page.tsx"
import { config as RouteConfig5 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/reviews/page.tsx"
import { config as RouteConfig6 } from "/work/wt/docs/plugins/medusa/src/admin/routes/referrals/rewards/page.tsx"
import { config as RouteConfig7 } from "/work/wt/docs/plugins/medusa/src/admin/routes/settings/goodword/page.tsx"

const menuItemModule = { menuItems: [
    {
    label: RouteConfig0.label,
    icon: RouteConfig0.icon,
    path: "/referrals",
    nested: undefined,
    rank: undefined,
    translationNs: RouteConfig0.translationNs
  },
{
    label: RouteConfig1.label,
    icon: undefined,
    path: "/referrals/advocates",
    nested: undefined,
    rank: 20,
    translationNs: RouteConfig1.translationNs
  },
{
    label: RouteConfig2.label,
    icon: undefined,
    path: "/referrals/list",
    nested: undefined,
    rank: 10,
    translationNs: RouteConfig2.translationNs
  },
{
    label: RouteConfig3.label,
    icon: undefined,
    path: "/referrals/programs",
    nested: undefined,
    rank: 25,
    translationNs: RouteConfig3.translationNs
  },
{
    label: RouteConfig4.label,
    icon: undefined,
    path: "/referrals/prompts",
    nested: undefined,
    rank: 27,
    translationNs: RouteConfig4.translationNs
  },
{
    label: RouteConfig5.label,
    icon: undefined,
    path: "/referrals/reviews",
    nested: undefined,
    rank: 40,
    translationNs: RouteConfig5.translationNs
  },
{
    label: RouteConfig6.label,
    icon: undefined,
    path: "/referrals/rewards",
    nested: undefined,
    rank: 30,
    translationNs: RouteConfig6.translationNs
  },
{
    label: RouteConfig7.label,
    icon: undefined,
    path: "/settings/goodword",
    nested: undefined,
    rank: undefined,
    translationNs: RouteConfig7.translationNs
  }
]
 }
    

const formModule = { customFields: {
  
} }
    

const displayModule = { 
    displays: {
      
    }
   }
    import { deepMerge } from "@medusajs/admin-shared"
import i18nTranslations0 from "/work/wt/docs/plugins/medusa/src/admin/i18n/index.ts"

const i18nModule = { resources: i18nTranslations0 }
    

const cellRendererModule = {}
    

const layoutModule = { layouts: [
  
] }
    

const searchEntityModule = {}

    const plugin = {
      widgetModule,
      routeModule,
      menuItemModule,
      formModule,
      displayModule,
      i18nModule,
      cellRendererModule,
      layoutModule,
      searchEntityModule
    }

    export default plugin
    