using System.Security.Cryptography;
using Artisan.Platform.Http;

namespace Artisan.Platform.Storage;

/// <summary>Reads, decides and commits again while other writers are in between.</summary>
public static class Retry
{
    private const int MostTries = 100;

    /// <summary>
    /// Runs an attempt until its change is committed. The attempt reads everything anew each time; conflicts that <paramref name="worthwhile"/> does not name
    /// are thrown, and who meets others again and again is told that they are busy.
    /// </summary>
    public static async Task<T> OnConflictAsync<T>(Func<Task<T>> attempt, CancellationToken ct, Predicate<WriteConflictException>? worthwhile = null)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await attempt();
            }
            catch (WriteConflictException e) when (worthwhile?.Invoke(e) != false)
            {
                if (tries == MostTries) throw new FaultException(Faults.Busy);
                await Task.Delay(RandomNumberGenerator.GetInt32(1, 25), ct);
            }
        }
    }
}
