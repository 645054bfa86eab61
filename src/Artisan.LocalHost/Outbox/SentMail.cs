namespace Artisan.LocalHost.Outbox;

/// <summary>An e-mail the handler would have sent.</summary>
public sealed record SentMail(string Id, string To, string Subject, string Text, string? Html, DateTimeOffset At);
