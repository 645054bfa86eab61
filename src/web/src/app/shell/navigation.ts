import { Bell, BellDot, BellRing, Building2, Cable, Calculator, CreditCard, FileCheck2, FileText, History, Home, KeyRound, LifeBuoy, MonitorSmartphone, Plug, Rocket, ScrollText, ShieldCheck, Sigma, Stamp, Target, Upload, UserRound, Users, Webhook, type LucideIcon } from "lucide-react";

export interface Destination {
  to: string;
  label: string;
  icon: LucideIcon;
  /** Other words people search it by. */
  also?: string;
  /** The feature that a plan must have for it; without it the page offers the plan that has it. */
  feature?: string;
}

export interface NavigationGroup {
  label: string;
  items: readonly Destination[];
}

/** The one list of pages: the side bar, the phone menu and the jump box read it. */
export const navigation: readonly NavigationGroup[] = [
  { label: "", items: [{ to: "/", label: "Home", icon: Home, also: "dashboard overview" }] },
  {
    label: "Value",
    items: [
      { to: "/setup", label: "Set-up", icon: Plug, also: "wizard connect source stripe hubspot salesforce segment baseline accuracy" },
      { to: "/value/definitions", label: "Definitions", icon: Sigma, also: "formula baseline price" },
      { to: "/value/calculations", label: "Calculations", icon: Calculator, also: "results periods months" },
      { to: "/approvals", label: "Approvals", icon: Stamp, also: "sign off finance technical executive decide" },
      { to: "/value/accuracy", label: "Accuracy", icon: Target, also: "feedback measured reference" },
      { to: "/go-live", label: "Go live", icon: Rocket, also: "checks billing pause resume" },
      { to: "/value/import", label: "Data import", icon: Upload, also: "csv file points upload" },
      { to: "/alerts", label: "Alerts", icon: BellRing, also: "anomalies rules detector unusual" },
      { to: "/receipts", label: "Receipts", icon: FileCheck2, also: "proof merkle log checkpoint verify" },
    ],
  },
  { label: "Revenue", items: [{ to: "/billing", label: "Billing and usage", icon: CreditCard, also: "plan price invoices card upgrade limits" }] },
  {
    label: "Connect",
    items: [
      { to: "/integrations", label: "Integrations", icon: Cable, also: "connect salesforce hubspot pipedrive linkedin x twitter google microsoft sendgrid crm accounts" },
      { to: "/webhooks", label: "Webhooks", icon: Webhook, also: "endpoints events deliveries secret" },
      { to: "/notifications", label: "Notifications", icon: Bell, also: "news inbox unread bell" },
    ],
  },
  { label: "Help", items: [{ to: "/support", label: "Support", icon: LifeBuoy, also: "tickets help question problem" }] },
  {
    label: "Settings",
    items: [
      { to: "/settings/profile", label: "Profile", icon: UserRound, also: "name language" },
      { to: "/settings/security", label: "Security", icon: ShieldCheck, also: "password e-mail two-step authenticator" },
      { to: "/settings/sessions", label: "Sessions", icon: MonitorSmartphone, also: "devices signed in" },
      { to: "/settings/api-keys", label: "API keys", icon: KeyRound, also: "programs scopes token" },
      { to: "/settings/notifications", label: "Notification preferences", icon: BellDot, also: "digest e-mail quiet hours unsubscribe" },
      { to: "/settings/team", label: "Team", icon: Users, also: "members invitations roles hats seats" },
      { to: "/settings/activity", label: "Activity", icon: History, also: "log who did what" },
      { to: "/settings/audit", label: "Audit trail", icon: ScrollText, also: "who did what before after csv hash chain" },
      { to: "/settings/workspace", label: "Workspace", icon: Building2, also: "currency time zone rename export delete erase" },
    ],
  },
  { label: "Docs", items: [{ to: "/docs", label: "API reference", icon: FileText, also: "openapi endpoints" }] },
];
