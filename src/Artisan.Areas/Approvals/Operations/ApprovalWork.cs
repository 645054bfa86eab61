namespace Artisan.Areas.Approvals.Operations;

/// <summary>What comes due about approvals, and when.</summary>
internal static class ApprovalWork
{
    /// <summary>The kind of due work that ends rounds.</summary>
    public const string Kind = "approval";

    /// <summary>The kind that the hourly reminders look for.</summary>
    public const string ReminderKind = "approval-reminder";

    /// <summary>The queue function of both.</summary>
    public const string Queue = "approval-due";

    /// <summary>A round that nobody ended is over after this.</summary>
    public static readonly TimeSpan RoundLasts = TimeSpan.FromDays(14);

    /// <summary>When those whose turn it is are reminded first.</summary>
    public static readonly TimeSpan FirstReminder = Reminders[0];

    private static TimeSpan[] Reminders => [TimeSpan.FromDays(7), TimeSpan.FromDays(11), TimeSpan.FromDays(13)];

    /// <summary>The reminder behind one; null behind the last.</summary>
    public static DateTimeOffset? NextReminder(DateTimeOffset submittedAt, DateTimeOffset now) =>
        Reminders.Select(after => (DateTimeOffset?)(submittedAt + after)).FirstOrDefault(at => at > now);
}
