using System;
using System.Diagnostics;
using System.Threading;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>
/// The patience for one call: its token fires when the user cancels, when a single wait takes too long, and when all waits
/// together do. Only waiting counts: a reader that takes its time is not the server's fault.
/// </summary>
internal sealed class CallClock : IDisposable
{
    private readonly TimeSpan _idle;
    private readonly TimeSpan _whole;
    private readonly CancellationToken _user;
    private readonly CancellationTokenSource _source;
    private readonly Stopwatch _waited = new();

    public CallClock(TimeSpan idle, TimeSpan whole, CancellationToken user)
    {
        _idle = idle;
        _whole = whole;
        _user = user;
        _source = CancellationTokenSource.CreateLinkedTokenSource(user);
        Token = _source.Token;
    }

    public CancellationToken Token { get; }

    /// <summary>It was the user, not the time.</summary>
    public bool IsCancelledByUser => _user.IsCancellationRequested;

    /// <summary>All waits together took too long, rather than a single one.</summary>
    public bool IsWholeCallOver => _waited.Elapsed >= _whole;

    /// <summary>A wait begins.</summary>
    public void Start()
    {
        TimeSpan left = _whole - _waited.Elapsed;
        _waited.Start();
        _source.CancelAfter(left <= TimeSpan.Zero ? TimeSpan.Zero : left < _idle ? left : _idle);
    }

    /// <summary>The wait has ended.</summary>
    public void Stop()
    {
        _waited.Stop();
        _source.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _source.Dispose();
}
