using Artisan.Platform.Storage;

namespace Artisan.Areas.Setup.Storage;

/// <summary>The table and row keys of the area: everything of a workspace in one partition.</summary>
internal static class SetupKeys
{
    public const string Table = "setup";
    public const string Partition = "setup";

    /// <summary>Begins the rows that are read together: steps, completion, synchronisation.</summary>
    public const string StatePrefix = "s|";

    public const string StepPrefix = "s|step|";
    public const string Completion = "s|completed";
    public const string Sync = "s|sync";

    /// <summary>The sealed credentials; read only where they are used.</summary>
    public const string Credentials = "credentials";

    public const string HistoryPrefix = "history|";

    public static string Step(string step) => StepPrefix + step;

    /// <summary>An entry of the history; the newest comes first.</summary>
    public static string History(string ulid) => HistoryPrefix + NewestFirst.Key(ulid);
}
