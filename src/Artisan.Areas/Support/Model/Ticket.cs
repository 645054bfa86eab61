using Artisan.Areas.Billing.Contracts;

namespace Artisan.Areas.Support.Model;

/// <summary>
/// A ticket and its rules, without any storage: who asks, where it stands, and what was promised. Instants are those of the business clock. Every change
/// gives a new one.
/// </summary>
internal sealed record Ticket
{
    /// <summary>After a week in which nobody objected, a resolved ticket is closed.</summary>
    public static readonly TimeSpan ClosedAfter = TimeSpan.FromDays(7);

    public required string Id { get; init; }

    public required string Subject { get; init; }

    public required TicketPriority Priority { get; init; }

    public TicketState State { get; init; }

    /// <summary>The member who opened it.</summary>
    public required string AuthorId { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How many messages it has.</summary>
    public int Messages { get; init; }

    /// <summary>What the plan promised when it was opened.</summary>
    public required SupportTerms Terms { get; init; }

    public required Target FirstAnswer { get; init; }

    /// <summary>Null where the plan promises none.</summary>
    public Target? Resolution { get; init; }

    /// <summary>Since when the clock of the resolution stands still; null while it runs.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How content the customer was, 1 to 5.</summary>
    public int? Rating { get; init; }

    public string? RatingComment { get; init; }

    public string? AssigneeId { get; init; }

    public string? AssigneeName { get; init; }

    /// <summary>What an answer by e-mail has to name, beside coming from the right address.</summary>
    public required string MailToken { get; init; }

    /// <summary>Grows by one with every change.</summary>
    public int Version { get; init; }

    /// <summary>Whether support still has something to do or to wait for.</summary>
    public bool IsActive => State is TicketState.Open or TicketState.WaitingForCustomer;

    /// <summary>What people call it.</summary>
    public string Reference => $"T-{Id[^6..].ToUpperInvariant()}";

    /// <summary>What support is to keep next; null while it waits for the customer.</summary>
    public DateTimeOffset? NextTarget => !IsActive ? null : FirstAnswer.MetAt is null ? FirstAnswer.Due : PausedAt is null && Resolution is { MetAt: null } running ? running.Due : null;

    /// <summary>When it is to be looked at next without anybody doing anything; null where never.</summary>
    public DateTimeOffset? Next => State switch
    {
        TicketState.Closed => null,
        TicketState.Resolved => ResolvedAt + ClosedAfter,
        _ => Earliest(FirstAnswer.Next, PausedAt is null ? Resolution?.Next : null),
    };

    public static Ticket Open(string id, string subject, TicketPriority priority, string authorId, string mailToken, SupportTerms terms, DateTimeOffset now) => new()
    {
        Id = id,
        Subject = subject,
        Priority = priority,
        AuthorId = authorId,
        OpenedAt = now,
        UpdatedAt = now,
        Terms = terms,
        MailToken = mailToken,
        Messages = 1,
        FirstAnswer = Target.In(terms.FirstAnswerHours, now),
        Resolution = terms.ResolutionHours is { } hours ? Target.In(hours, now) : null,
        Version = 1,
    };

    /// <summary>The customer wrote: support is to answer.</summary>
    public Ticket Asked(DateTimeOffset now) => (State is TicketState.Open ? this : Reopened(now)) with { Messages = Messages + 1, UpdatedAt = now };

    /// <summary>Support wrote, and considers it resolved or waits for the customer.</summary>
    public Ticket Answered(bool resolves, DateTimeOffset now)
    {
        var answered = this with { FirstAnswer = FirstAnswer.Met(now), Messages = Messages + 1, UpdatedAt = now, ClosedAt = null };
        return resolves
            ? answered with { State = TicketState.Resolved, ResolvedAt = now, PausedAt = null, Resolution = Running(now)?.Met(now) }
            : answered with { State = TicketState.WaitingForCustomer, ResolvedAt = null, PausedAt = PausedAt ?? now };
    }

    /// <summary>Nothing more is to be done.</summary>
    public Ticket Closed(DateTimeOffset now) => State is TicketState.Closed
        ? this
        : this with { State = TicketState.Closed, ClosedAt = now, UpdatedAt = now, ResolvedAt = ResolvedAt ?? now, PausedAt = null, Resolution = Running(now)?.Met(now) };

    /// <summary>It is not solved after all: the clock of the resolution goes on where it stood still, or begins anew where it had ended.</summary>
    public Ticket Reopened(DateTimeOffset now) => State switch
    {
        TicketState.Open => this,
        TicketState.WaitingForCustomer => this with { State = TicketState.Open, UpdatedAt = now, PausedAt = null, Resolution = Running(now) },
        _ => this with
        {
            State = TicketState.Open,
            UpdatedAt = now,
            ResolvedAt = null,
            ClosedAt = null,
            PausedAt = null,
            Resolution = Terms.ResolutionHours is { } hours ? Target.In(hours, now) : null,
        },
    };

    /// <summary>What time alone brings about: warnings, targets that were missed, and the end of what was resolved long enough ago.</summary>
    public Ticket At(DateTimeOffset now) => State switch
    {
        TicketState.Closed => this,
        TicketState.Resolved => now >= ResolvedAt + ClosedAfter ? Closed(now) : this,
        _ => this with { FirstAnswer = FirstAnswer.At(now), Resolution = PausedAt is null ? Resolution?.At(now) : Resolution },
    };

    private Target? Running(DateTimeOffset now) => PausedAt is { } since ? Resolution?.Later(now - since) : Resolution;

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;
}
