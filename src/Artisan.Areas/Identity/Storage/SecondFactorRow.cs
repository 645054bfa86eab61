using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Identity.Storage;

/// <summary>How a user's second factor is kept, in <c>user|{id} / otp</c>: the secret sealed, recovery codes as hashes.</summary>
internal static class SecondFactorRow
{
    /// <summary>The property that is sealed.</summary>
    public const string Secret = "secret";

    private const string Active = "active";
    private const string LastStep = "lastStep";
    private const string Recovery = "recovery";

    /// <summary>A factor that waits for its first code until an instant.</summary>
    public static TableEntity Begin(TableEntity row, string sealedSecret, DateTimeOffset until)
    {
        (row[Secret], row[Active], row[LastStep], row[Recovery], row[Partition.Expiry]) = (sealedSecret, false, 0L, "", until);
        return row;
    }

    /// <summary>Makes it one that sign-ins ask for.</summary>
    public static TableEntity Activate(TableEntity row, long step, IEnumerable<string> recoveryHashes)
    {
        row.Remove(Partition.Expiry);
        (row[Active], row[LastStep], row[Recovery]) = (true, step, string.Join(' ', recoveryHashes));
        return row;
    }

    public static bool IsActive(TableEntity? row) => row?.GetBoolean(Active) is true;

    /// <summary>The step of the last code that was used; none at or before it counts.</summary>
    public static long LastStepOf(TableEntity row) => row.GetInt64(LastStep) ?? 0;

    public static void Use(TableEntity row, long step) => row[LastStep] = step;

    /// <summary>The hashes of the recovery codes that are left.</summary>
    public static IReadOnlyList<string> RecoveryOf(TableEntity row) => row.GetString(Recovery) is { Length: > 0 } text ? text.Split(' ') : [];

    public static void Use(TableEntity row, string recoveryHash) => row[Recovery] = string.Join(' ', RecoveryOf(row).Where(h => h != recoveryHash));
}
