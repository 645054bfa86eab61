using Artisan.Platform.Backups;

namespace Artisan.Host;

/// <summary>
/// What an operator asks of the program itself, with the settings of the app and without serving anything:
/// <c>--backups</c>, <c>--back-up</c>, <c>--restore NAME</c>, <c>--release-held</c>.
/// </summary>
internal static class OperatorCommands
{
    private const int Done = 0;
    private const int Refused = 1;
    private const int Misused = 64;

    /// <summary>The command of a name; null where it is none of these.</summary>
    public static Func<string[], Task<int>>? Find(string name) => name switch
    {
        "--backups" => ListAsync,
        "--back-up" => BackUpAsync,
        "--restore" => RestoreAsync,
        "--release-held" => ReleaseAsync,
        _ => null,
    };

    private static async Task<int> ListAsync(string[] rest)
    {
        await using var app = HostApp.Build([]);
        await foreach (var backup in app.Services.GetRequiredService<BackupFiles>().ListAsync(CancellationToken.None))
        {
            Say($"{backup.Name}  holds what was written until {backup.StartedAt:u}{(backup.Previous is null ? "" : $", goes on from {backup.Previous}")}");
        }

        return Done;
    }

    private static async Task<int> BackUpAsync(string[] rest)
    {
        await using var app = HostApp.Build([]);
        var name = await app.Services.GetRequiredService<StartBackup>().RunAsync(BackupKind.Full, CancellationToken.None);
        Say(name is null ? "Today's full backup was begun before." : $"The backup {name} is begun; the app makes it.");
        return Done;
    }

    private static async Task<int> RestoreAsync(string[] rest)
    {
        if (rest is not [var name]) return Misuse("--restore takes the name of a backup; --backups lists them.");
        await using var app = HostApp.Build([]);
        try
        {
            return await app.Services.GetRequiredService<RestoreBackup>().RunAsync(name, Say, CancellationToken.None) == 0 ? Done : Refused;
        }
        catch (RestoreRefusedException e)
        {
            Console.Error.WriteLine(e.Message);
            return Refused;
        }
    }

    private static async Task<int> ReleaseAsync(string[] rest)
    {
        await using var app = HostApp.Build([]);
        Say($"{await app.Services.GetRequiredService<ReleaseHeldMessages>().RunAsync(CancellationToken.None)} messages are released.");
        return Done;
    }

    private static int Misuse(string what)
    {
        Console.Error.WriteLine(what);
        return Misused;
    }

    private static void Say(string line) => Console.Out.WriteLine(line);
}
