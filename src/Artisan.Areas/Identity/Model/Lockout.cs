namespace Artisan.Areas.Identity.Model;

/// <summary>How long one waits after wrong passwords: not at all at first, then longer each time, never for ever.</summary>
/// <param name="FreeTries">Wrong tries without a wait.</param>
/// <param name="First">The first wait; each further one is twice as long.</param>
/// <param name="Longest">No wait is longer.</param>
internal sealed record Lockout(int FreeTries, TimeSpan First, TimeSpan Longest)
{
    /// <summary>Wrong tries are forgotten after a day without any.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    /// <summary>The wait after that many wrong tries in a row.</summary>
    public TimeSpan After(int failures)
    {
        if (failures < FreeTries) return TimeSpan.Zero;
        var doublings = Math.Min(failures - FreeTries, 30);
        var wait = First * Math.Pow(2, doublings);
        return wait < Longest ? wait : Longest;
    }
}
