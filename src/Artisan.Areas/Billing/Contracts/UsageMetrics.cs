namespace Artisan.Areas.Billing.Contracts;

/// <summary>The metrics of the plans, by the names that they have everywhere.</summary>
public static class UsageMetrics
{
    public const string EmailsSent = "emails_sent";
    public const string Leads = "leads";
    public const string Campaigns = "campaigns";
    public const string AiTasks = "ai_tasks";
    public const string ContentPosts = "content_posts";
    public const string AiEmails = "ai_emails";
    public const string ApiCalls = "api_calls";
    public const string Seats = "seats";
}
