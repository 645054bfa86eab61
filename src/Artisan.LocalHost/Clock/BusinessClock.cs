using System.Text.Json;

namespace Artisan.LocalHost.Clock;

/// <summary>Where business time stands: so far from the system's, or still at one instant.</summary>
internal sealed record ClockState(TimeSpan Offset, DateTimeOffset? FrozenAt)
{
    public static readonly ClockState Real = new(TimeSpan.Zero, null);
}

/// <summary>
/// The time that timers and the business live by. It follows the system until the test clock moves it, and remembers that in the
/// data folder, because the data there is dated by it.
/// </summary>
internal sealed class BusinessClock : TimeProvider
{
    private readonly TimeProvider _system;
    private readonly string _file;
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ClockState _state;

    public BusinessClock(TimeProvider system, string dataFolder)
    {
        _system = system;
        _file = Path.Combine(dataFolder, "clock.json");
        _state = File.Exists(_file) ? JsonSerializer.Deserialize<ClockState>(File.ReadAllText(_file)) ?? ClockState.Real : ClockState.Real;
    }

    public TimeProvider SystemClock => _system;

    public ClockState State => _state;

    public bool Running => _state.FrozenAt is null;

    /// <summary>Whether it is being moved forward: then a retry does not wait, because the jump would leave it behind.</summary>
    public bool Jumping { get; set; }

    /// <summary>Ends when the clock was next set; ask for it before reading the time.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock) return _changed.Task;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        var state = _state;
        return state.FrozenAt ?? _system.GetUtcNow() + state.Offset;
    }

    /// <summary>Puts the clock to an instant; it stands still or runs on from there.</summary>
    public void Set(DateTimeOffset at, bool running) =>
        Apply(running ? new ClockState(at - _system.GetUtcNow(), null) : new ClockState(at - _system.GetUtcNow(), at.ToUniversalTime()));

    public void Reset() => Apply(ClockState.Real);

    /// <summary>Wakes everyone who waits for a point of business time.</summary>
    public void Announce()
    {
        lock (_lock)
        {
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void Apply(ClockState state)
    {
        _state = state;
        File.WriteAllText(_file, JsonSerializer.Serialize(state));
    }
}
