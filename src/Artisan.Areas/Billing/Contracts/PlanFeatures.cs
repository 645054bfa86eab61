namespace Artisan.Areas.Billing.Contracts;

/// <summary>The features that plans differ in.</summary>
public static class PlanFeatures
{
    public const string BasicAi = "basic_ai";
    public const string EmailSupport = "email_support";
    public const string MultiChannel = "multi_channel";
    public const string PrioritySupport = "priority_support";
    public const string Salesboard = "salesboard";
    public const string Knowledge = "knowledge";
    public const string Workflows = "workflows";
    public const string AgenticEngine = "agentic_engine";
    public const string Support247 = "support_24_7";
    public const string SafetyConsole = "safety_console";
    public const string VoiceToAction = "voice_to_action";
    public const string CustomIntegrations = "custom_integrations";
    public const string SuccessManager = "success_manager";
}
