namespace Artisan.Areas.Support.Model;

/// <summary>Where a ticket stands.</summary>
internal enum TicketState
{
    /// <summary>Support is to answer.</summary>
    Open,

    /// <summary>Support has answered; the clock of the resolution stands still.</summary>
    WaitingForCustomer,

    /// <summary>Support considers it solved; a further message opens it again.</summary>
    Resolved,

    /// <summary>Done; it has to be reopened before anything can be added.</summary>
    Closed,
}

/// <summary>How much it matters to whoever asks.</summary>
internal enum TicketPriority
{
    Low,
    Normal,
    High,
    Urgent,
}

/// <summary>The names of states and priorities on the wire.</summary>
internal static class TicketWords
{
    public static readonly IReadOnlyList<string> States = ["open", "waiting_for_customer", "resolved", "closed"];

    public static readonly IReadOnlyList<string> Priorities = ["low", "normal", "high", "urgent"];

    public static string Name(this TicketState state) => States[(int)state];

    public static string Name(this TicketPriority priority) => Priorities[(int)priority];

    public static TicketState? ParseState(string? name) => IndexOf(States, name) is { } at ? (TicketState)at : null;

    public static TicketPriority? ParsePriority(string? name) => IndexOf(Priorities, name) is { } at ? (TicketPriority)at : null;

    private static int? IndexOf(IReadOnlyList<string> names, string? name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name) return i;
        }

        return null;
    }
}
