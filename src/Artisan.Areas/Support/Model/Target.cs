namespace Artisan.Areas.Support.Model;

/// <summary>Something that support promises by an instant, with a warning once three quarters of the time have passed.</summary>
/// <param name="WarnAt">When support is warned.</param>
/// <param name="Due">By when it is promised.</param>
/// <param name="MetAt">When it was done; null while it was not.</param>
/// <param name="Warned">Whether support was warned.</param>
/// <param name="Missed">Whether it was not done in time.</param>
internal sealed record Target(DateTimeOffset WarnAt, DateTimeOffset Due, DateTimeOffset? MetAt = null, bool Warned = false, bool Missed = false)
{
    /// <summary>A promise of so many hours from now on.</summary>
    public static Target In(int hours, DateTimeOffset now)
    {
        var time = TimeSpan.FromHours(hours);
        return new Target(now + (time * 3 / 4), now + time);
    }

    /// <summary>When it is to be looked at next; null where nothing is left to say of it.</summary>
    public DateTimeOffset? Next => this switch
    {
        { MetAt: not null } or { Missed: true } => null,
        { Warned: false } => WarnAt,
        _ => Due,
    };

    /// <summary>Done now; late where it is.</summary>
    public Target Met(DateTimeOffset now) => MetAt is null ? this with { MetAt = now, Missed = Missed || now > Due } : this;

    /// <summary>Put off by the time that it stood still.</summary>
    public Target Later(TimeSpan by) => this with { WarnAt = WarnAt + by, Due = Due + by };

    /// <summary>What has come about by an instant.</summary>
    public Target At(DateTimeOffset now) => MetAt is not null ? this : this with { Warned = Warned || now >= WarnAt, Missed = Missed || now >= Due };
}
