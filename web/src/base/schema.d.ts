// Made by `make types` of the served /v1/openapi.json; not written by hand.
export interface paths {
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who this token says I am
         * @description What a device asks once it has a token, and now and then after that: who it is, where it may
         *     act, what time it is, and to which key it seals personal data that waits for the network.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the bearer of the token */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MeView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My staff card
         * @description At a handover both sign on one device: whose it is, and the other with this card, on a screen
         *     or on paper.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the card */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StaffCardView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The campaign
         * @description Rounds, sites with their lanes, labs, kits and the limits that devices show.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the campaign of the token's region */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CampaignView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record what was done: one command or a batch
         * @description A JSON object, a JSON array, or NDJSON with one object a line; at most 16 MiB and 20,000
         *     commands. Every command gets its own verdict, in order; a refused one stops no other. The same
         *     `scan_id` again is answered alike and changes nothing, so a batch may be sent again whole.
         *     NDJSON with a broken line: everything before it is recorded, one `invalid` verdict says where
         *     reading stopped, and nothing after it is taken.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a verdict for each command, in order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "position": 1,
                         *       "receipt": "7HKG4RA0V2M9",
                         *       "scan_id": "01890a5d-ac96-774b-bcce-b302099a8057",
                         *       "seq": 1,
                         *       "tube": "360781000139",
                         *       "verdict": "recorded"
                         *     }
                         */
                        "application/json": components["schemas"]["Verdict"] | components["schemas"]["Verdict"][];
                    };
                };
                /** @description too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description neither JSON nor NDJSON */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description not readable as JSON */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description too many commands wait; see Retry-After */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description the disk is full; nothing was kept */
                507: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tubes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tube as it stands
         * @description Its stage and the clock that runs for it. Call and members only for who sees readings: lab,
         *     reviewer, commander, auditor, admin. A token of one site is shown nothing of another.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the tube's label */
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the tube */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TubeView"];
                    };
                };
                /** @description no such tube */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recollections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recollections owed */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the earliest due first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecollectionView"][];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Positive pools and where their members are
         * @description Each pool of which somebody is owed a second test: how many are open, swabbed, on the way, in
         *     test, ended and late.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the earliest due first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PoolView"][];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recollections/person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Who owes a second swab
         * @description For those who go there: who it is, their phone number, and the site at which they were
         *     registered, whose community is asked where there is no number. Every look leaves a row in the
         *     access log, for the reason `recollection`, before anything is shown. Whoever works at one site
         *     sees those who were registered there.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description who it is */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwedPerson"];
                    };
                };
                /** @description nobody goes after a second swab of that person, or they were registered elsewhere */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tokens of people and devices */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description every token of the region */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TokenList"];
                    };
                };
            };
        };
        put?: never;
        /**
         * A token for a person on a device
         * @description The device signs in by scanning the QR. It is shown this once: the service keeps a hash. Whoever
         *     gives it may not give more places than their own token holds for.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the token */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewToken"];
                    };
                };
                /** @description a role, place or length that cannot be; the detail says which */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{mark}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A token taken back
         * @description It holds no longer from this answer on, on every line. Asked again, nothing changes.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description the token's mark, 16 hexadecimal digits
                     * @example 9f86d081884c7d65
                     */
                    mark: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the token as it stands */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TokenView"];
                    };
                };
                /** @description no such token */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/protocol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The campaign's protocol
         * @description Every limit and rule of the campaign, by its path in the protocol's file.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description rule by rule */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RulesView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/protocol/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The campaign's protocol beside another one
         * @description The other one is read and checked like a campaign's own; nothing of it is kept.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description every rule that either of them says */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RulesView"];
                    };
                };
                /** @description no protocol; the detail says what is wrong and where */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who looked at personal data
         * @description Everybody who saw it whole, when and why: persons unmasked, kept commands opened, rosters
         *     written out. Newest first. Names nobody: a person is a look-up key.
         */
        get: {
            parameters: {
                query?: {
                    /** @description From this moment on, in milliseconds since 1970. */
                    from_ms?: number;
                    /** @description Before this moment, in milliseconds since 1970. */
                    to_ms?: number;
                    /** @description By this person. */
                    staff?: number;
                    /** @description With this token: its mark of 16 hexadecimal digits, as `tenfold token list` shows it. */
                    token?: string;
                    /** @description What was seen: person, kept_command or roster. */
                    subject?: string;
                    /** @description Rows at most, 1 to 1000; 100 when not given. */
                    limit?: number;
                    /** @description Older than the row of this number: `next` of the page before. */
                    before?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a page of the access log */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AccessPage"];
                    };
                };
                /** @description a filter that cannot be; the detail names it */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lanes/{lane}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What other devices of a lane do, as server-sent events
         * @description Each `data:` names a tube that a device changed: somebody joined or left it, or it was sealed or
         *     voided; `/v1/tubes/{code}` tells how it stands. Between them comments, at least one every
         *     five seconds. The stream ends when the service stops, when the token no longer holds, and for a
         *     device that has missed notes.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description the desk
                     * @example 1
                     */
                    lane: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description a tube in each message */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": components["schemas"]["LaneNote"];
                    };
                };
                /** @description no such lane, or another site's */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description busy; see Retry-After */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sites/{site}/appointments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is expected at a site
         * @description Residents who entered their own data beforehand and said that they come to this site, from an
         *     hour ago to three hours ahead; whoever was registered in the round since is left out. Names and
         *     numbers are masked: who sees them whole asks elsewhere, with a reason.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description the site's number
                     * @example 1
                     */
                    site: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the earliest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AppointmentList"];
                    };
                };
                /** @description no such site, or not yours */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/boxes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A box as it stands
         * @description Its stage, the clock that runs for it, its manifest with what is not received yet, who signed
         *     for it with which counts, and what is wrong with each of its tubes and with those that do not
         *     stand on the manifest: by name, with who noted it and when. See `note_flaw`, `reject_tube`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the box's label */
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the box */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BoxView"];
                    };
                };
                /** @description no such box */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/labs/{lab}/bench": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is to be done at a lab now
         * @description Boxes on their way to it or open at its hatch, how many tubes wait for a plate, plates whose
         *     readings are waited for, and calls that wait for a second person: on each plate those that are
         *     confirmed at once and those that are looked at one by one.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the lab's number */
                    lab: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the first due first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BenchView"];
                    };
                };
                /** @description another lab than one's own */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description no such lab */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/labs/{lab}/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a lab must do about what it keeps
         * @description Specimens not tested in time that must go to -70 °C (or -20 °C for the time being), those not
         *     negative that lie nowhere or too warm, and those whose time is over. The protocol says how long.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Limits that end within so many minutes; 120 where absent, 10080 at most. */
                    within?: number;
                };
                header?: never;
                path: {
                    /** @description the lab's number */
                    lab: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the least time left first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StoreList"];
                    };
                };
                /** @description another lab than one's own */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description no such lab */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/labs/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a lab drifts
         * @description Positives, invalid readings and failed runs of every lab in the last hours, how long outcomes
         *     took, and what is out of control: rates beside the other labs and beside the lab's own past (by
         *     the exact law, as rarely by chance as the protocol says), control charts that reject. A
         *     commander also sees what became of blind samples.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only this lab; who works at one lab sees that one. */
                    lab?: number;
                    /** @description Hours: 1 to 720 for rates, 24 where absent; 1 to 8760 for charts, 720 where absent. */
                    hours?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description as the campaign lists them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QualityView"];
                    };
                };
                /** @description another lab than one's own */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description too many hours, or none */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/labs/quality/controls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Control charts
         * @description What positive, negative and blank controls read, by lab, kit, machine, control and target in
         *     the order of time: the mean and standard deviation of the first points (Levey and Jennings), and
         *     which of Westgard's rules each later point breaks. Which rules warn and which reject is the
         *     protocol's. Readings of before they were kept are not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only this lab; who works at one lab sees that one. */
                    lab?: number;
                    /** @description Hours: 1 to 720 for rates, 24 where absent; 1 to 8760 for charts, 720 where absent. */
                    hours?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description by lab, kit, machine, control and target */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ControlsView"];
                    };
                };
                /** @description another lab than one's own */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description too many hours, or none */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plates/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A plate as it stands */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the plate's label */
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the plate */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlateView"];
                    };
                };
                /** @description no such plate */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plates/layouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose a plate's layout
         * @description Specimens go down the columns, the controls that the protocol asks for stand in the last wells.
         *     A tube that was scanned twice, is on a plate, was not received or is another lab's is named.
         *     Nothing is recorded: send `wells` in `load_plate`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the proposal */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LayoutView"];
                    };
                };
                /** @description no lab, or a plate of another size */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plates/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a thermocycler's results file
         * @description Any export that `tenfold lab read` knows, by its content. Every row gets a verdict; what cannot
         *     be taken is named and the rest is recorded as `read_plate`; a tube whose well is not read is
         *     tested again. A file for another plate, or without all targets of the kit, is refused whole
         *     before anything is written. A LightCycler 480 writes a file for each colour: each is kept
         *     (`reason` is `waiting`, `waits_for` names what is missing) until those of all the kit's colours
         *     are there, and then they are recorded as one plate. The same file again changes nothing.
         */
        post: {
            parameters: {
                query?: {
                    /** @description The plate; found by the file's own words and tubes where absent. */
                    plate?: string;
                    /** @description Name of a mapping that the service was started with, for a machine that is not known. */
                    mapping?: string;
                    /** @description The machine, as the lab tells its machines apart; as the file names it where absent. */
                    machine?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description what became of it, `refused` included */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TakenView"];
                    };
                };
                /** @description too many bytes */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description no such mapping, or no plate's code */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description busy; see Retry-After */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/packing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What stands at a site
         * @description Its tubes that have not left it, with the time by which they must be at a lab, and its boxes
         *     with tubes in them. Before a box is sealed the labels in it are compared with this list (R102).
         */
        get: {
            parameters: {
                query?: {
                    /** @description The site; who works at one site sees its own. */
                    site?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the oldest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PackingList"];
                    };
                };
                /** @description no such site */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a courier does next
         * @description Boxes that wait at sites and boxes in hand, with lab and deadline; the first that must leave
         *     stands first. A courier sees the boxes in their own hands, who works at one site its own. For
         *     one site it says when the next pick-up is due and which box must leave first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only those sealed at this site. */
                    site?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description by the latest moment to set off */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PickupList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where everybody of the region is
         * @description The newest message of `/v1/progress/events`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the board */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProgressView"];
                    };
                };
                /** @description busy; see Retry-After */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/progress/townships": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where everybody of each township is
         * @description By the hour in which their tubes were opened: how far those have come who were swabbed then.
         *     Counted from the newest board.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the board by township and hour */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TownshipList"];
                    };
                };
                /** @description busy; see Retry-After */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conservation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The law of conservation
         * @description registered = open + sealed + boxed + in transit + received + in test + resulted + void.
         */
        get: {
            parameters: {
                query?: {
                    /** @description site, lane, lab, hour or box; site when not given. */
                    by?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the counts, and whether they agree */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conservation"];
                    };
                };
                /** @description no such grain */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/discrepancies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Discrepancies to settle */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DiscrepancyView"][];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/labs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What labs take and have promised
         * @description Tubes that wait and are in test, tubes promised to boxes on their way by hour, reagents, and
         *     when a tube that came now would begin.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description as the campaign lists them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LabStand"][];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/late": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is late, or will be soon
         * @description Tubes near the room-temperature limit, boxes not fetched, outcomes and recollections due, the
         *     earliest first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Minutes; 30 when not given. */
                    within_minutes?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description by the time it is due */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LateList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notices and who confirmed them
         * @description The token of one party sees what that party was told.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description unconfirmed ones first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NoticeView"][];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Plans that run, wait or have ended
         * @description Of the caller's region, newest first.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the jobs */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanJobs"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Ask for a plan
         * @description What `tenfold plan` and `tenfold simulate` do, as a job beside the service and at its lowest
         *     priority: one runs at a time, four may wait. It runs for 30 minutes at most, for 10 million
         *     people at most; what it has found by then is kept. Jobs live in memory: the twenty that ended
         *     last are kept, and a restart forgets them all.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description taken; `Location` says where it is */
                202: {
                    headers: {
                        /** @description the job's address */
                        Location?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanJob"];
                    };
                };
                /** @description a text is wrong; `fault` says file, line and key */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description as many wait as may; see Retry-After */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a plan is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description the job
                     * @example 9f2c61d07be3a458
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the job */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanJob"];
                    };
                };
                /** @description no such job, or forgotten */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Cancel a plan
         * @description What it has found is kept and shown as soon as a few days of it are simulated: ask the job
         *     again. A job that has ended stays as it is.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description the job
                     * @example 9f2c61d07be3a458
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the job, which will stop */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanJob"];
                    };
                };
                /** @description no such job, or forgotten */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/town": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The town of a plan
         * @description The texts it was asked for with, to be edited and planned for again.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description the job
                     * @example 9f2c61d07be3a458
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the texts */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TownTexts"];
                    };
                };
                /** @description no such job, or forgotten */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/campaign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The campaign of a plan
         * @description One file with the town, what it names and the staffing that was found; `tenfold init
         *     --campaign` makes a campaign of it, in a data folder of its own. The campaign of this service
         *     stays as it is.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description the job
                     * @example 9f2c61d07be3a458
                     */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlannedCampaign"];
                    };
                };
                /** @description no such job, or forgotten */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description it has no plan, or not yet */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/towns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Towns to begin with
         * @description Those that the program carries, the smallest first.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the towns */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TownView"][];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/towns/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A town to begin with
         * @description Its file and those that it names, to be edited and sent to `POST /v1/plans`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /**
                     * @description the town
                     * @example ruijin
                     */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the texts */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TownTexts"];
                    };
                };
                /** @description no such town */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A resident's own outcome
         * @description For a document number and the receipt of a registration; no token. Whoever has only one of the
         *     two gets the same 404 as for anything else. Five failures for a document close it for an hour.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the outcome */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OutcomeView"];
                    };
                };
                /** @description unknown, wrong or malformed: nobody learns which */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description too many attempts; see Retry-After */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description busy; see Retry-After */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/preregistrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter one's own data before the desk
         * @description No token. The code in the answer holds no personal data and stands for nobody else; at the desk
         *     it takes the place of the document in a registration, and the clerk compares whom it stands for
         *     with the document. It ends after a week. Who says where and when they come stands, masked, on
         *     the list of that site's desks.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the code to show */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PassView"];
                    };
                };
                /** @description a document, name or region that is not taken */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description too many from this address; see Retry-After */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description busy; see Retry-After */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where to be swabbed
         * @description No token. Which sites take people now, when they open and close, and how long one waits there,
         *     as far as somebody at the site said how many stand in line.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Six digits; may be left out where there is one. */
                    region?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description every site of the region */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SiteList"];
                    };
                };
                /** @description the region is not served, or several are */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A page of the access log, newest first. */
        AccessPage: {
            /** @description The rows. */
            entries: components["schemas"]["AccessView"][];
            /**
             * @description Link of its newest row: written down elsewhere, it lets `tenfold verify --expect-access`
             *     find a log that was cut.
             */
            last_link?: string | null;
            /**
             * Format: int64
             * @description Where there may be older ones: ask for them with `before` of this number.
             */
            next?: number | null;
            /**
             * Format: int64
             * @description Rows of the whole log.
             */
            rows: number;
        };
        /** @description Somebody saw personal data whole. Who it was about is shown as a look-up key alone. */
        AccessView: {
            /**
             * Format: int64
             * @description When.
             */
            at_ms: number;
            /**
             * Format: int32
             * @description On which device.
             */
            device: number;
            /**
             * Format: int64
             * @description Number of the kept command.
             */
            kept_command?: number | null;
            /** @description What they added to the reason. In rows from before reasons were a list, all they said. */
            note?: string | null;
            /**
             * Format: int64
             * @description Its number in the log, which has no gap.
             */
            number: number;
            /** @description Look-up key of the person. */
            person?: string | null;
            /** @description Why, a word. */
            reason?: string | null;
            /** @description Why, in Chinese. */
            reason_zh?: string | null;
            /**
             * Format: int32
             * @description Who; 0 is whoever has a shell on the server.
             */
            staff: number;
            /** @description What they saw, a word: person, kept_command or roster. */
            subject?: string | null;
            /** @description What they saw, in Chinese. */
            subject_zh?: string | null;
            /** @description What names their token, as `tenfold token list` shows it; none on the command line. */
            token?: string | null;
        };
        /** @description Something that somebody at the lab should look at. */
        AlarmView: {
            /** @description In English. */
            en: string;
            /**
             * @description `positive-high`, `positive-low`, `invalid-high` or `failed-runs-high` beside the other labs,
             *     the same with `-than-before` beside the lab's own past, `control-rejected` or `slow`.
             */
            word: string;
            /** @description In Chinese. */
            zh: string;
        };
        /** @description Who is expected at a site. */
        AppointmentList: {
            /**
             * Format: int64
             * @description The moment of asking.
             */
            at_ms: number;
            /** @description Everybody was looked at. */
            complete: boolean;
            /** @description Those who said the earliest time first, from an hour ago to three hours ahead. */
            expected: components["schemas"]["ExpectedView"][];
            /**
             * Format: int32
             * @description The site.
             */
            site: number;
        };
        /** @description A plate that is not done. */
        BenchPlate: {
            /** @description Calls that are looked at one by one before that, in the order of their wells. */
            alone: components["schemas"]["ToReview"][];
            /**
             * Format: int32
             * @description Who its readings were sent by: somebody else must confirm them.
             */
            called_by?: number | null;
            /**
             * Format: int64
             * @description When the first of its outcomes is due.
             */
            due_at_ms?: number | null;
            /** @description The kit it is read by. */
            kit: string;
            /** @description Negative calls of its readings that wait to be confirmed: `review_plate` takes all of them. */
            negative: number;
            /** @description Its label. */
            plate: string;
            /**
             * Format: int64
             * @description When its readings came; none while they are waited for.
             */
            read_at_ms?: number | null;
            /** @description Specimens on it. */
            specimens: number;
        };
        /** @description What is to be done at a lab. */
        BenchView: {
            /**
             * Format: int64
             * @description When it was asked.
             */
            at_ms: number;
            /** @description Open at the hatch first, then by the time they are due. */
            boxes: components["schemas"]["ComingView"][];
            /** @description Calls that were made by hand. */
            by_hand: components["schemas"]["ToReview"][];
            /** @description Everything was looked at; else only the oldest. */
            complete: boolean;
            /**
             * Format: int32
             * @description The lab.
             */
            lab: number;
            /** @description Plates whose readings are waited for, or that wait for review: the first due first. */
            plates: components["schemas"]["BenchPlate"][];
            /** @description Tubes that wait for a plate. */
            waiting: number;
        };
        /** @description What a lab made of blind samples whose call is confirmed. */
        BlindView: {
            /**
             * Format: int64
             * @description Found what was put in.
             * @example 11
             */
            agreed: number;
            /**
             * Format: int64
             * @description A negative called positive.
             * @example 0
             */
            false: number;
            /**
             * Format: int64
             * @description A positive called negative.
             * @example 1
             */
            missed: number;
            /**
             * Format: int64
             * @description Neither positive nor negative.
             * @example 0
             */
            unclear: number;
        };
        /** @description A box's manifest against where its tubes are. */
        BoxCountsView: {
            /**
             * @description Tubes on its manifest that do not exist, are in another box or at another stage than
             *     the box's: the codes to look for.
             */
            astray: string[];
            /** @description The box. */
            box: string;
            /**
             * Format: int32
             * @description Tubes on its manifest.
             */
            count: number;
            /** @description The law holds. */
            holds: boolean;
            /**
             * @description Tubes that were not in it when it was emptied, until a lab receives them or somebody
             *     reports them lost: the codes to look for.
             */
            missing: string[];
            /** @description Where it is in its life. */
            stage: string;
            /** @description Its tubes by stage; together they are the count. */
            tubes: {
                [key: string]: number;
            };
        };
        /** @description A box as it stands. */
        BoxView: {
            /** @description Its label. */
            box: string;
            /**
             * Format: int32
             * @description Tubes on its manifest.
             */
            count: number;
            /** @description What is wrong with the box as a whole: its counts, its lab, tubes without a label. */
            differences: components["schemas"]["NotedView"][];
            due?: components["schemas"]["DueView"] | null;
            /**
             * Format: int32
             * @description Who has it, on the way.
             */
            holder?: number | null;
            /**
             * Format: int32
             * @description The lab that has it.
             */
            lab?: number | null;
            /** @description Of these, tubes not accepted by a lab yet: what an intake desk still looks for. */
            not_received: number;
            /**
             * Format: int64
             * @description Oldest first swab inside, once sealed.
             */
            oldest_swab_at_ms?: number | null;
            /**
             * Format: int32
             * @description The lab it was sent to.
             */
            routed?: number | null;
            /**
             * Format: int64
             * @description When it was sealed.
             */
            sealed_at_ms?: number | null;
            /** @description Who gave and who took it each time, with counts; the last are those of courier and receiver. */
            signatures: components["schemas"]["SignatureView"][];
            /**
             * Format: int32
             * @description Where it was packed.
             */
            site: number;
            /** @description Where it is in its life. */
            stage: string;
            /** @description Tubes that were found in it and do not stand on its manifest. */
            surplus: components["schemas"]["PackedView"][];
            /** @description Its manifest. */
            tubes: components["schemas"]["PackedView"][];
        };
        /** @description The call of one tube on a plate. */
        Called: {
            /**
             * @description Its call. `negative` 阴性 (negative), `positive` 阳性 (positive), `grey` 灰区 (grey zone), `invalid` 无效 (invalid)
             * @example negative
             * @enum {string}
             */
            call: "negative" | "positive" | "grey" | "invalid";
            /** @description The tube. */
            tube: string;
        };
        /** @description The campaign of a region. */
        CampaignView: {
            kits: components["schemas"]["KitView"][];
            labs: components["schemas"]["LabView"][];
            limits: components["schemas"]["LimitsView"];
            name: string;
            protocol: string;
            /** Format: int32 */
            region: number;
            rounds: components["schemas"]["RoundView"][];
            sites: components["schemas"]["SiteView"][];
        };
        /** @description A negative certificate, counted from the swab. */
        CertificateView: {
            /**
             * Format: int64
             * @description How long it holds in all, in hours: 48, or 168 for seven days.
             * @example 48
             */
            hours: number;
            /**
             * Format: int64
             * @description It holds until then: milliseconds since 1970.
             * @example 1648944000000
             */
            until_at_ms: number;
        };
        /** @description The chart of one lab, kit, machine, control and target. */
        ChartView: {
            /**
             * @description Points that count for the mean so far, `baseline` at most.
             * @example 20
             */
            baseline_points: number;
            /**
             * @description The control: `positive`, `negative` or `blank`.
             * @example positive
             */
            control: string;
            /**
             * @description Lot of the control material, where it has one of its own.
             * @example PC7
             */
            control_lot?: string | null;
            /**
             * Format: double
             * @description Standard deviation in cycles.
             * @example 0.24
             */
            deviation?: number | null;
            /** @description The target is the kit's internal control. */
            internal_control: boolean;
            /**
             * @description The kit.
             * @example standard
             */
            kit: string;
            /**
             * Format: int32
             * @description The lab.
             * @example 1
             */
            lab: number;
            /**
             * @description Lot of the kit; absent where the lab began none.
             * @example 20220401-A
             */
            lot?: string | null;
            /**
             * @description The machine; absent where nobody said which it was.
             * @example slan-96 2031
             */
            machine?: string | null;
            /**
             * Format: double
             * @description Mean in cycles; absent while there are too few points.
             * @example 28.11
             */
            mean?: number | null;
            /** @description Its name in English. */
            name_en: string;
            /** @description Its name in Chinese. */
            name_zh: string;
            /** @description In the order of their time. */
            points: components["schemas"]["PointView"][];
            /**
             * @description The target.
             * @example N
             */
            target: string;
        };
        /** @description Limits by class of person. */
        ClassView: {
            /** Format: int32 */
            capacity: number;
            capacity_by_area: {
                [key: string]: number;
            };
            class: string;
            en: string;
            /** Format: int64 */
            lab_limit_minutes: number;
            phone_mandatory: boolean;
            /** Format: int32 */
            specimens: number;
            /** Format: int64 */
            total_limit_minutes: number;
            zh: string;
        };
        /** @description How a label's code looks, so that a device tells a tube from a box without the network. */
        CodeRuleView: {
            /** @description `none`, or `mod97`: the last two digits by ISO 7064 MOD 97-10. */
            check: string;
            digits_only: boolean;
            length_max: number;
            length_min: number;
            prefix: string;
        };
        /** @description A box on its way to the hatch, or open there. */
        ComingView: {
            /** @description Its label. */
            box: string;
            /**
             * Format: int32
             * @description Tubes on its manifest.
             */
            count: number;
            due?: components["schemas"]["DueView"] | null;
            /**
             * Format: int32
             * @description Where it was packed.
             */
            site: number;
            /**
             * @description `in_transit`, or `received` while it is being checked.
             * @example received
             */
            stage: string;
        };
        /** @description The law by one grain. */
        Conservation: {
            /**
             * Format: int64
             * @description When it was counted.
             */
            at_ms: number;
            /** @description By box: those not emptied and not lost, and those emptied that still miss a tube. */
            boxes: components["schemas"]["BoxCountsView"][];
            /** @description Everywhere it was looked, the law holds. */
            holds: boolean;
            /** @description By lab. */
            labs: components["schemas"]["LabCountsView"][];
            /** @description By site, lane or hour. */
            rows: components["schemas"]["CountsView"][];
            /** @description All together. */
            total: components["schemas"]["CountsView"];
        };
        /** @description Charts of control wells. */
        ControlsView: {
            /**
             * Format: int64
             * @description The moment of asking.
             */
            at_ms: number;
            /**
             * Format: int32
             * @description Points that a mean and a standard deviation are made of.
             * @example 20
             */
            baseline: number;
            /** @description By lab, kit, machine, control, target and lots: a new lot begins a baseline of its own. */
            charts: components["schemas"]["ChartView"][];
            /**
             * Format: int32
             * @description Hours of which points are told; means and rules look at all that there are.
             */
            hours: number;
            /**
             * @description Rules by which a point is out of control.
             * @example [
             *       "1-3s",
             *       "2-2s",
             *       "R-4s",
             *       "4-1s",
             *       "10x"
             *     ]
             */
            rejects: string[];
            /**
             * @description Rules that warn.
             * @example [
             *       "1-2s"
             *     ]
             */
            warns: string[];
        };
        /** @description What a corrected call was before. */
        CorrectedView: {
            /**
             * @description The reason in English.
             * @example specimens or wells were mixed up
             */
            en?: string | null;
            /**
             * @description The call that was left.
             * @example negative
             */
            from: string;
            /**
             * @description Why; absent of a correction of before reasons were asked for.
             * @example mixed_up
             */
            reason?: string | null;
            /**
             * @description The reason in Chinese.
             * @example 标本或孔位混淆
             */
            zh?: string | null;
        };
        /** @description People and tubes of one site, lane or hour, or of all. */
        CountsView: {
            /** @description The law holds. */
            holds: boolean;
            /**
             * Format: int64
             * @description Number of the site or lane, hour since 1970, or nothing for the total.
             */
            id?: number | null;
            /** @description People by column; together they are the registered. */
            people: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Registrations less withdrawals, counted apart from the columns.
             */
            registered: number;
            /** @description Tubes by column. */
            tubes: {
                [key: string]: number;
            };
        };
        /** @description How many people a round has reached, each once, however many swabs they gave. */
        CoverageView: {
            /**
             * Format: int64
             * @description People registered in it and not withdrawn.
             */
            people: number;
            /**
             * Format: int32
             * @description The newest round in which anybody was registered; 0 before the first.
             */
            round: number;
        };
        /** @description What exactly cannot be read, in both languages, and never what stood there. */
        Detail: {
            /**
             * @description What to do, in English.
             * @example correct the field and send the command again
             */
            do_en: string;
            /**
             * @description What to do, in Chinese.
             * @example 更正该字段后重新发送
             */
            do_zh: string;
            /**
             * @description What it should be, in English.
             * @example field count must be a whole number, 0 to 255
             */
            en: string;
            /**
             * @description The field at fault, where it is one.
             * @example count
             */
            field?: string | null;
            /**
             * @description What it should be, in Chinese.
             * @example 字段 count：应为 0 至 255 的整数
             */
            zh: string;
        };
        /** @description A difference that was recorded. */
        Differed: {
            /** @description The box it is about. */
            box?: string | null;
            /**
             * Format: int64
             * @description What was counted.
             */
            counted: number;
            /**
             * @description Which. `handover_count` 交接数量不符 (count differs at handover), `receipt_count` 签收数量不符 (count differs at receipt), `missing` 缺少采样管 (tube missing from its box), `surplus` 多出采样管 (tube not on the manifest), `too_old` 超过室温时限 (older than the room-temperature limit), `other_lab` 非原检测机构 (recollection at another lab), `unrouted` 非指定检测机构 (box at a lab it was not routed to), `gloves` 手套使用超次 (glove pair disinfected too often), `late_recollection` 复采超时 (recollection finished late), `reading` 读数与判读不符 (a reading differs from the call), `leaking` 渗漏 (leaking), `unlabelled` 无标签 (label missing), `insufficient` 量不足 (quantity not sufficient), `fewer_swabs` 拭子数少于人数 (fewer swabs than members)
             * @example receipt_count
             * @enum {string}
             */
            difference: "handover_count" | "receipt_count" | "missing" | "surplus" | "too_old" | "other_lab" | "unrouted" | "gloves" | "late_recollection" | "reading" | "leaking" | "unlabelled" | "insufficient" | "fewer_swabs";
            /** @description In English. */
            en: string;
            /**
             * Format: int64
             * @description What was expected.
             */
            expected: number;
            /** @description The tube it is about. */
            tube?: string | null;
            /** @description In Chinese. */
            zh: string;
        };
        /** @description Something that a supervisor must settle. What a kept command held stays sealed. */
        DiscrepancyView: {
            /**
             * Format: int64
             * @description Its number; `resolve` names it by this.
             */
            discrepancy: number;
            /** @description What to do next, in English; for kept commands and overrides. */
            do_en?: string | null;
            /** @description What to do next, in Chinese; for kept commands and overrides. */
            do_zh?: string | null;
            /** @description What it is, in English. */
            en: string;
            /** @description The fact. */
            fact: components["schemas"]["FactView"];
            /** @description What it is, in Chinese. */
            zh: string;
        };
        /** @description A clock that runs, and when it ends. */
        DueView: {
            /** @description Which limit: room, collection, outcome, recollection. */
            clock: string;
            /**
             * Format: int64
             * @description When it ends.
             */
            due_at_ms: number;
        };
        /** @description A well in which file and plate differ. */
        Evidence: {
            /** @description The sample of the file. */
            file: string;
            /** @description The tube of the layout; absent, nothing or a control stands there. */
            plate?: string | null;
            /** @description The well. */
            well: string;
        };
        /** @description Somebody who is expected. */
        ExpectedView: {
            /**
             * Format: int64
             * @description When they said they would come.
             * @example 1648771200000
             */
            at_ms: number;
            /**
             * @description Document number, masked.
             * @example 360781********0011
             */
            document: string;
            /**
             * @description Name, masked.
             * @example 张*三
             */
            name: string;
        };
        /** @description One fact: what happened, who did it, on which device and when. */
        FactView: {
            /**
             * Format: int64
             * @description When, by the device's clock.
             */
            at_ms: number;
            /** @description The fact's own values. Sealed ones are left out. */
            detail: Record<string, never>;
            /**
             * Format: int32
             * @description On which device.
             */
            device: number;
            /**
             * Format: int64
             * @description When the server took it.
             */
            recorded_at_ms: number;
            /**
             * Format: int64
             * @description Its number in the region's ledger.
             */
            seq: number;
            /**
             * Format: int32
             * @description Who.
             */
            staff: number;
            /** @description What happened: the name of the table of such facts. */
            what: string;
        };
        /** @description The place of a fault. */
        FaultPlace: {
            /**
             * @description Which of the texts: `town`, `protocol`, `plan`, or a name among `files`.
             * @example town
             */
            file: string;
            /**
             * @description The key, or what stands at the start of the line.
             * @example townships.360781100.population
             */
            key?: string | null;
            /**
             * @description Line, from 1, where it is known.
             * @example 12
             */
            line?: number | null;
        };
        /** @description One hour. */
        HourView: {
            /**
             * Format: int64
             * @description Hours since 1970.
             */
            hour: number;
            /**
             * Format: int64
             * @description People in tubes opened in it.
             */
            registered: number;
        };
        /** @description A specimen about which there is something to do. */
        KeptView: {
            /**
             * @description The lab's number for it, as it stands on the tube: lab, day, count of that day.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /**
             * Format: int64
             * @description By when; for `discard`, from when on.
             */
            due_at_ms: number;
            /** @description The same in English. */
            en: string;
            /**
             * @description What to do: freeze, deepen, put_away, move, discard.
             * @example freeze
             */
            errand: string;
            /**
             * Format: int64
             * @description Until when it must be kept.
             */
            keep_until_at_ms?: number | null;
            /**
             * Format: int64
             * @description Whole minutes until then; below 0 when it is past.
             * @example 90
             */
            minutes_left: number;
            /**
             * Format: int64
             * @description Since when the lab keeps it: receipt, or what its call was published at.
             */
            since_at_ms?: number | null;
            /**
             * @description Where it lies; nothing where nobody said.
             * @example fridge
             */
            store?: string | null;
            /**
             * @description Its label.
             * @example 360781000139
             */
            tube: string;
            /** @description The same in Chinese. */
            zh: string;
        };
        /** @description A reagent kit: what a plate's readings must look like. */
        KitView: {
            name: string;
            targets: string[];
            /** Format: int32 */
            targets_for_positive: number;
        };
        /** @description What a lab has had and still has, in tubes. */
        LabCountsView: components["schemas"]["LabTubes"] & {
            /** @description Nothing is owed: no count is below zero, and nothing was called that was not received. */
            holds: boolean;
            /**
             * Format: int32
             * @description The lab.
             */
            lab: number;
        };
        /** @description One lab, in tubes. */
        LabProgress: components["schemas"]["LabTubes"] & {
            /**
             * Format: int32
             * @description Number.
             */
            lab: number;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
            /**
             * Format: int32
             * @description What it can do in an hour.
             */
            tubes_per_hour: number;
        };
        /** @description What a lab did. */
        LabQuality: {
            /** @description What is out of control. */
            alarms: components["schemas"]["AlarmView"][];
            blind?: components["schemas"]["BlindView"] | null;
            /**
             * Format: int64
             * @description Readings of specimens, retests among them.
             */
            calls: number;
            /**
             * Format: int64
             * @description Of these, with a control that failed.
             */
            failed_runs: number;
            /** @description From receipt to publication. */
            from_receipt: components["schemas"]["TookView"];
            /** @description From the first swab to publication. */
            from_swab: components["schemas"]["TookView"];
            /**
             * Format: int64
             * @description Of these, grey.
             */
            grey: number;
            /**
             * Format: int64
             * @description Of these, invalid.
             */
            invalid: number;
            /**
             * Format: int32
             * @description The lab.
             */
            lab: number;
            /** @description Its name in English. */
            name_en: string;
            /** @description Its name in Chinese. */
            name_zh: string;
            /**
             * Format: int64
             * @description Of these, positive.
             */
            positive: number;
            /**
             * Format: int64
             * @description Plates read.
             */
            runs: number;
        };
        /** @description A lab as routing sees it. */
        LabStand: {
            /** @description Boxes on their way to it. */
            boxes: number;
            closed?: components["schemas"]["WhyView"] | null;
            /**
             * Format: int32
             * @description Runs in a row with failed controls.
             */
            failed_runs: number;
            /**
             * Format: int64
             * @description When a tube that came now would begin; none within two days where absent.
             */
            free_at_ms?: number | null;
            /**
             * Format: int64
             * @description Tubes there on a plate.
             */
            in_test: number;
            /**
             * Format: int32
             * @description The lab.
             */
            lab: number;
            /** @description Of these, boxes that are expected too late. */
            late_boxes: number;
            /** @description Its name in English. */
            name_en: string;
            /** @description Its name in Chinese. */
            name_zh: string;
            /**
             * Format: int64
             * @description The same from the outcome of its last tube to when that is due (R142).
             */
            outcome_slack_minutes?: number | null;
            /** @description The city's own (R04). */
            own: boolean;
            /**
             * Format: int64
             * @description Tubes in them.
             */
            promised: number;
            /** @description Of the promised tubes, those that are to begin in each of the next hours. */
            promised_by_hour: number[];
            /**
             * Format: int64
             * @description Minutes from arrival to the end of the room-temperature window (R99) of the box on its way
             *     that has the least, if it set off from its site now; below zero, too late. Absent: no box.
             */
            room_slack_minutes?: number | null;
            /** @description It takes boxes now. */
            takes: boolean;
            /**
             * Format: int64
             * @description Tubes it has reagents for beyond those promised, where somebody counts.
             */
            tests_left?: number | null;
            /**
             * Format: int32
             * @description Tubes it can begin in an hour.
             */
            tubes_per_hour: number;
            /**
             * Format: int64
             * @description Until when, where somebody said so.
             */
            until_at_ms?: number | null;
            /**
             * Format: int32
             * @description Tubes that wait there: on no plate, or more than it can have under test at once.
             */
            waiting: number;
        };
        /** @description What a lab has had and still has, in tubes. */
        LabTubes: {
            /**
             * Format: int64
             * @description Received and not called.
             */
            backlog: number;
            /**
             * Format: int64
             * @description Called.
             */
            called: number;
            /**
             * Format: int64
             * @description Routed to it and not there yet.
             */
            expected: number;
            /**
             * Format: int64
             * @description Called positive.
             */
            positive: number;
            /**
             * Format: int64
             * @description Received, all told.
             */
            received: number;
            /**
             * Format: int64
             * @description Turned away.
             */
            rejected: number;
        };
        /** @description A laboratory. */
        LabView: {
            /** Format: int32 */
            id: number;
            name_en: string;
            name_zh: string;
            open: boolean;
            own: boolean;
            /** Format: int64 */
            process_minutes: number;
            /** Format: int32 */
            tubes_per_hour: number;
        };
        /** @description A tube of the lane that a device changed. */
        LaneNote: {
            /**
             * Format: int32
             * @description Number of the device that did it.
             * @example 12
             */
            device: number;
            /**
             * @description The tube.
             * @example 360781000139
             */
            tube: string;
        };
        /** @description A desk. */
        LaneView: {
            /** Format: int32 */
            id: number;
            /** Format: int32 */
            number: number;
        };
        /** @description How many things are late or soon will be. */
        LateCounts: {
            /**
             * Format: int64
             * @description Boxes nobody has fetched.
             */
            boxes: number;
            /**
             * Format: int64
             * @description Outcomes past their limit.
             */
            outcomes: number;
            /**
             * Format: int64
             * @description Tubes near or past the room-temperature limit.
             */
            tubes: number;
        };
        /** @description Everything late, by the time it is due. */
        LateList: {
            /**
             * Format: int64
             * @description The moment of asking.
             */
            at_ms: number;
            /** @description Every late thing is in `late`; otherwise only the oldest are. */
            complete: boolean;
            /** @description By the time it is due, the earliest first. */
            late: components["schemas"]["LateView"][];
            /**
             * Format: int64
             * @description Minutes looked ahead.
             */
            within_minutes: number;
        };
        /** @description Something with a clock that ends soon or has ended. */
        LateView: components["schemas"]["DueView"] & {
            /** @description Its code, or the person's look-up key. */
            code: string;
            /** @description What it is: tube, box or person. */
            kind: string;
            /**
             * Format: int32
             * @description The lab that has it or must get it.
             */
            lab?: number | null;
            /**
             * Format: int32
             * @description The desk that filled the tube.
             */
            lane?: number | null;
            /**
             * Format: int64
             * @description Minutes left; negative when late.
             */
            minutes_left: number;
            /** @description How many people wait for it. */
            people: number;
            /**
             * Format: int32
             * @description The site.
             */
            site?: number | null;
            /** @description Where it is in its life. */
            stage: string;
        };
        /** @description A proposed layout: its `wells` are what `load_plate` takes. */
        LayoutView: {
            /**
             * Format: int32
             * @description The lab.
             */
            lab: number;
            /** @description Tubes that were scanned and are not on it. */
            left_out: components["schemas"]["LeftOut"][];
            /** @description Tubes that wait at the lab and did not find room. */
            waiting: number;
            /** @description Specimens column by column, controls last. */
            wells: components["schemas"]["ProposedWell"][];
        };
        /** @description A tube that was scanned and is not on the proposal. */
        LeftOut: {
            /** @description Why, in English. */
            en: string;
            /** @description The refusal's name, or `NoRoom`. */
            name: string;
            /** @description As it was scanned. */
            tube: string;
            /** @description Why, in Chinese. */
            zh: string;
        };
        /** @description Limits that devices and screens show. */
        LimitsView: {
            batch_capacity: number[];
            box_codes: components["schemas"]["CodeRuleView"][];
            capacities: number[];
            classes: components["schemas"]["ClassView"][];
            /** Format: int64 */
            clock_ahead_max_minutes: number;
            /** Format: int64 */
            clock_behind_max_minutes: number;
            /** Format: int64 */
            collection_interval_minutes: number;
            /** Format: int32 */
            controls_negative_min: number;
            /** Format: int32 */
            controls_positive_min: number;
            /** Format: int32 */
            glove_disinfections_max: number;
            publish_on_review: boolean;
            /** Format: int64 */
            recollection_limit_minutes: number;
            /** Format: int32 */
            retests_max: number;
            /** Format: int64 */
            room_limit_minutes: number;
            tube_codes: components["schemas"]["CodeRuleView"][];
            /** Format: int32 */
            tubes_per_box_max: number;
        };
        /** @description Who asks, where they may act, and what personal data is sealed to. */
        MeView: {
            /**
             * Format: int32
             * @description Number of the device.
             * @example 12
             */
            device: number;
            /**
             * Format: int32
             * @description The only lab it holds for.
             */
            lab?: number | null;
            /**
             * Format: int32
             * @description The only lane it holds for.
             */
            lane?: number | null;
            /**
             * Format: int64
             * @description Now, by the service's clock: milliseconds since 1970. A device tells by it how wrong its
             *     own is.
             * @example 1648771200000
             */
            now_ms: number;
            /** @description The party that is told. */
            party?: string | null;
            /**
             * Format: int32
             * @description County or district.
             * @example 360781
             */
            region: number;
            /**
             * @description What they are there to do; the page to show follows from it.
             * @example clerk
             */
            role: string;
            /**
             * @description Public key to which a device seals what waits on it: a point of P-256, uncompressed, as
             *     base64. HPKE (RFC 9180) in base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and
             *     AES-128-GCM; `info` is `tenfold command 1`, `aad` four bytes of region and the sixteen of
             *     `scan_id`. A command's `sealed` is the sender's point, ciphertext and tag as base64.
             * @example BP6MGc4JBRkevCmKkkV5JTHybwzs4kYGOei8OctvcGqCaneb…
             */
            seal_key: string;
            /**
             * Format: int32
             * @description The only site it holds for.
             */
            site?: number | null;
            /**
             * Format: int32
             * @description Number of the person.
             * @example 12
             */
            staff: number;
        };
        /** @description A member of a tube, known by look-up key only. */
        MemberView: {
            /** @description What kind of person. */
            class: string;
            /** @description Look-up key, 32 hexadecimal digits. */
            person: string;
            /**
             * Format: int32
             * @description Place in the tube, from 1.
             */
            position: number;
            /** @description The swab is in the tube. */
            swabbed: boolean;
        };
        /** @description A new token. */
        NewToken: {
            /**
             * @description The same as a QR, an SVG document: the device scans it.
             * @example <svg xmlns="http://www.w3.org/2000/svg"></svg>
             */
            qr: string;
            /**
             * @description What the device signs in with; shown this once.
             * @example tf_5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
             */
            secret: string;
            /** @description As it stands. */
            token: components["schemas"]["TokenView"];
        };
        /** @description When a courier comes to a site next. */
        NextPickup: {
            /** @description That box would be too late by the next round: ask for a courier now. */
            before_its_round: boolean;
            /**
             * Format: int64
             * @description The next round is due (R78), or sooner where a box must leave sooner; absent where nothing
             *     was fetched and nothing waits.
             */
            due_at_ms?: number | null;
            /** @description The waiting box that must leave first; absent, none waits. */
            first_box?: string | null;
            /**
             * Format: int64
             * @description A courier took a box there last; absent, none has.
             */
            last_at_ms?: number | null;
            /**
             * Format: int64
             * @description Minutes until then; below zero, overdue by so many.
             */
            minutes_left?: number | null;
        };
        /** @description Something that was seen to be wrong, and by whom. */
        NotedView: {
            /**
             * Format: int64
             * @description When, by the device's clock.
             */
            at_ms: number;
            /**
             * Format: int64
             * @description What was counted.
             */
            counted: number;
            /**
             * @description What is wrong: missing, surplus, leaking, unlabelled, too_old, insufficient, fewer_swabs,
             *     other_lab; of a whole box handover_count, receipt_count, unrouted.
             * @example leaking
             */
            difference: string;
            /**
             * Format: int64
             * @description Its number; `resolve` names it by this.
             */
            discrepancy: number;
            /** @description In English. */
            en: string;
            /**
             * Format: int64
             * @description What was expected: tubes or swabs, minutes of a tube's age, the number of a lab.
             */
            expected: number;
            /** @description What a supervisor decided, a word; none while it is open. */
            resolution?: string | null;
            /**
             * Format: int32
             * @description Who noted it, or whose scan showed it.
             */
            staff: number;
            /** @description In Chinese. */
            zh: string;
        };
        /** @description What a party was told, and whether it confirmed. */
        NoticeView: {
            /**
             * Format: int64
             * @description When it was confirmed.
             */
            acknowledged_at_ms?: number | null;
            /**
             * Format: int32
             * @description By whom.
             */
            acknowledged_by?: number | null;
            /**
             * Format: int64
             * @description When the first endpoint of the party took it; absent while none has, or where none serves.
             */
            delivered_at_ms?: number | null;
            /**
             * Format: int64
             * @description Until when a positive person's report must be confirmed (R267); absent for other notices.
             */
            due_at_ms?: number | null;
            /** @description When it was raised because nobody had confirmed it, step by step. */
            escalated: components["schemas"]["RaisedView"][];
            /** @description What, a word. */
            message: string;
            /** @description What, in Chinese. */
            message_zh: string;
            /**
             * Format: int64
             * @description Minutes until then while nobody has; below zero, late by so many.
             */
            minutes_left?: number | null;
            /**
             * Format: int64
             * @description Its number, which mails and webhooks name.
             */
            notice: number;
            /** @description To whom, a word. */
            party: string;
            /** @description To whom, in Chinese. */
            party_zh: string;
            /** @description About which person, when about one. */
            person?: string | null;
            /**
             * Format: int64
             * @description When it was told last: sent.
             */
            told_at_ms: number;
            /** @description About which tube. */
            tube: string;
        };
        /** @description What a resident reads. */
        OutcomeView: {
            /**
             * @description Negative certificates that hold now, the shortest first. None while anything is owed to
             *     them, or a positive or unclear tube is not answered by a later negative.
             */
            certificates: components["schemas"]["CertificateView"][];
            /**
             * @description What it means, in English.
             * @example Nucleic-acid test: negative
             */
            en: string;
            /**
             * @description `negative`, `pending`, `second_test`, `positive` or `new_swab`.
             * @example negative
             */
            outcome: string;
            /**
             * Format: int64
             * @description When the swab was taken: milliseconds since 1970. Absent for the moment in which it is not
             *     known yet.
             * @example 1648771200000
             */
            sampled_at_ms?: number | null;
            /** @description How far their newest swab of the round has come, in order. */
            steps: components["schemas"]["StepView"][];
            /**
             * @description What it means, in Chinese.
             * @example 核酸检测结果：阴性
             */
            zh: string;
        };
        /** @description Second swabs owed. */
        Owed: {
            /**
             * Format: int64
             * @description Past their limit.
             */
            late: number;
            /**
             * Format: int64
             * @description All.
             */
            open: number;
        };
        /** @description Somebody who is owed a second swab (R156, R157). */
        OwedPerson: {
            /**
             * Format: int64
             * @description When it is due.
             */
            due_at_ms: number;
            /**
             * Format: int32
             * @description The lab that must test it.
             */
            lab?: number | null;
            /** @description Look-up key, 32 hexadecimal digits. */
            person: string;
            personal?: components["schemas"]["PersonalView"] | null;
            /** @description A tube of one is asked for. */
            single: boolean;
            /**
             * Format: int32
             * @description The site at which they were registered.
             */
            site?: number | null;
            /** @description Its name in English. */
            site_en?: string | null;
            /** @description Its name in Chinese. */
            site_zh?: string | null;
            /** @description The tube that caused it. */
            source: string;
            /**
             * Format: int32
             * @description Who goes there.
             */
            squad?: number | null;
            /**
             * Format: int32
             * @description The township or street it lies in, nine digits: whose community is asked where there is no
             *     phone number.
             */
            township?: number | null;
        };
        /** @description A tube on a manifest. */
        PackedView: {
            /**
             * @description The lab's number for it, as it stands on the tube.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /** @description What is wrong with it, by name, with who noted it and when. */
            differences: components["schemas"]["NotedView"][];
            /**
             * Format: int64
             * @description When the first swab went in.
             */
            first_swab_at_ms?: number | null;
            /** @description How many people are in it. */
            people: number;
            /**
             * Format: int64
             * @description When a lab took it in.
             */
            received_at_ms?: number | null;
            rejected?: components["schemas"]["RejectedView"] | null;
            /** @description Where it is now; none when the store knows no such tube. */
            stage?: string | null;
            /** @description Its label. */
            tube: string;
        };
        /** @description What stands at a site. */
        PackingList: {
            /**
             * Format: int64
             * @description The moment of asking.
             */
            at_ms: number;
            /** @description Boxes with tubes in them, the first that must leave first. */
            boxes: components["schemas"]["SiteBox"][];
            /** @description Every tube is in `tubes`. */
            complete: boolean;
            /**
             * Format: int32
             * @description The site.
             */
            site: number;
            /** @description Those that were swabbed first stand first. */
            tubes: components["schemas"]["SiteTube"][];
        };
        /** @description What a resident shows at the desk. */
        PassView: {
            /**
             * Format: int64
             * @description It holds until then: milliseconds since 1970.
             * @example 1648771200000
             */
            expires_at_ms: number;
            /**
             * @description The QR as an SVG document.
             * @example <svg xmlns="http://www.w3.org/2000/svg"></svg>
             */
            qr: string;
            /**
             * @description The code: what the QR says. It holds no personal data.
             * @example TP0400015GBX01PBQHD3CY5WKZ1A02B3C4D5E6F7G8H9J0KAMBNCPDQERFSGTHVJWKXMYNZ
             */
            token: string;
        };
        /** @description What is known of a person beyond the look-up key. */
        PersonalView: {
            /** @description Document number. */
            document: string;
            /** @description Kind of document, a word. */
            document_kind: string;
            /** @description Document number of whoever answers for a person without one. */
            guardian?: string | null;
            /** @description Stars stand for what is not shown. */
            masked: boolean;
            /** @description Name. */
            name: string;
            /** @description Phone number. */
            phone?: string | null;
        };
        /** @description What is to be fetched and carried. */
        PickupList: {
            /**
             * Format: int64
             * @description The moment of asking.
             */
            at_ms: number;
            /** @description The first that must leave stands first. */
            boxes: components["schemas"]["PickupView"][];
            /** @description Every box is in `boxes`. */
            complete: boolean;
            next?: components["schemas"]["NextPickup"] | null;
        };
        /** @description A box on its way to a lab. */
        PickupView: {
            /** @description The box. */
            box: string;
            /**
             * Format: int64
             * @description It must be at a lab by then (R99).
             */
            due_at_ms: number;
            /**
             * Format: int32
             * @description Who has it; absent, it waits at the site.
             */
            holder?: number | null;
            /** @description It is expected in time, by both windows. */
            in_time: boolean;
            /**
             * Format: int32
             * @description The lab it goes to; absent, none takes it: keep it cold and ask headquarters.
             */
            lab?: number | null;
            /**
             * Format: int64
             * @description The latest moment to set off: what is due less the drive. Absent where no drive is known.
             */
            leave_by_ms?: number | null;
            /**
             * Format: int64
             * @description Minutes until then; below zero, late by so many.
             */
            minutes_left: number;
            /**
             * Format: int32
             * @description Where it was sealed.
             */
            site: number;
            /** @description The site's name in English. */
            site_en: string;
            /** @description The site's name in Chinese. */
            site_zh: string;
            /**
             * Format: int32
             * @description Tubes in it.
             */
            tubes: number;
        };
        /** @description A bound of arithmetic: nothing below it can do. */
        PlanBound: {
            /**
             * Format: double
             * @description No less can do.
             * @example 8.4
             */
            least: number;
            /**
             * Format: double
             * @description In hand.
             * @example 12
             */
            planned?: number | null;
            /**
             * @description In what it is counted.
             * @example vehicles
             */
            unit: string;
            /**
             * @description Of what.
             * @example Vehicles
             */
            what: string;
        };
        /** @description A plan that was asked for: how far it is, and how it ended. Jobs live in memory only. */
        PlanJob: {
            /**
             * @description Jobs that end before this one begins.
             * @example 0
             */
            ahead: number;
            /**
             * @description `proven`: every limit is kept, and proven. `unproven`: not proven, or stopped. `never`: no
             *     staffing of this town can do it. These are exit codes 0, 1 and 3 of `tenfold plan`.
             * @example null
             */
            answer?: string | null;
            /**
             * Format: int64
             * @description When it was asked for, in milliseconds since 1970.
             * @example 1648764000000
             */
            asked_at_ms: number;
            /**
             * Format: int64
             * @description When it left the queue.
             * @example 1648764000100
             */
            began_at_ms?: number | null;
            /**
             * @description Where the document is, when there is one.
             * @example null
             */
            document?: string | null;
            /**
             * Format: int64
             * @description When it ended.
             * @example null
             */
            ended_at_ms?: number | null;
            /**
             * @description Names the job.
             * @example 9f2c61d07be3a458
             */
            id: string;
            /**
             * @description `plan`, or `simulate` where a staffing was given.
             * @example plan
             */
            kind: string;
            /**
             * @description The town's name.
             * @example 瑞金市 2022
             */
            name: string;
            progress?: components["schemas"]["PlanProgress"] | null;
            /**
             * @description Where the page is, when there is one.
             * @example null
             */
            report?: string | null;
            /**
             * @description How it ended, in sentences, in the language that `Accept-Language` prefers.
             * @example []
             */
            said: string[];
            /**
             * Format: int64
             * @description Seed of all chance.
             * @example 1
             */
            seed: number;
            /**
             * Format: int64
             * @description Cities simulated so far.
             * @example 312
             */
            simulated: number;
            /**
             * Format: int64
             * @description Cities that will have been simulated, once a plan is found and is being proven; it grows
             *     where days were late.
             * @example 371
             */
            simulated_goal?: number | null;
            /**
             * @description `queued`, `running`, `done`, `stopped` (what was found is kept) or `failed`.
             * @example running
             */
            state: string;
            /**
             * @description The summary that a terminal shows.
             * @example null
             */
            summary?: string | null;
            /**
             * @description What looks wrong in the town without being so.
             * @example []
             */
            warnings: string[];
        };
        /** @description The jobs of a region. */
        PlanJobs: {
            /** @description Newest first. */
            jobs: components["schemas"]["PlanJob"][];
            /**
             * @description Ended jobs that are kept; the oldest is forgotten first, and a restart forgets them all.
             * @example 20
             */
            kept_max: number;
            /**
             * @description Jobs that may wait while one runs; more are turned away.
             * @example 4
             */
            waiting_max: number;
        };
        /** @description What a job does, and what it has in hand. */
        PlanProgress: {
            /** @description The least of everything by arithmetic, beside what is in hand. */
            bounds: components["schemas"]["PlanBound"][];
            /**
             * Format: double
             * @description What it costs, by the town's unit costs.
             * @example 1841000
             */
            cost_yuan?: number | null;
            /**
             * @description `growing`: too little still, what is late is turned up. `trimming`: whatever can be is
             *     turned down. `checking`: a long look. `proving`: on days that the search has not seen.
             *     `simulating`: the days that the report tells of.
             * @example trimming
             */
            doing: string;
            /**
             * @description What is in hand kept every limit in all that was looked at: it is the best so far.
             * @example true
             */
            is_enough: boolean;
        };
        /** @description What a campaign will have. */
        PlannedAbout: {
            /**
             * @description How the plan ended: `proven`, or `unproven`.
             * @example proven
             */
            answer?: string | null;
            /**
             * @description Kits that are in the file.
             * @example [
             *       "standard"
             *     ]
             */
            kits: string[];
            /** @description Labs that take tubes. */
            labs: components["schemas"]["PlannedLab"][];
            /**
             * @description Labs of the town that the plan does not use.
             * @example 0
             */
            labs_closed: number;
            /**
             * @description Lanes of all sites: as many as each ever has at once, and one for each mobile team.
             * @example 340
             */
            lanes: number;
            /**
             * @description Its name.
             * @example 瑞金市 2022
             */
            name: string;
            /**
             * Format: int32
             * @description County or district.
             * @example 360781
             */
            region: number;
            /**
             * @description Sites that are opened.
             * @example 84
             */
            sites: number;
            /**
             * @description Sites of the town that stay closed.
             * @example 0
             */
            sites_closed: number;
        };
        /** @description A campaign file: what `tenfold init --campaign` makes a campaign of. */
        PlannedCampaign: {
            /** @description What the campaign will have; for people. */
            about: components["schemas"]["PlannedAbout"];
            /** @description Texts of the files that the town names. */
            files: {
                [key: string]: string;
            };
            /** @description The plan's staffing. */
            plan: Record<string, never>;
            /** @description Text of a protocol, in place of the one that the town names. */
            protocol?: string | null;
            /** @description Text of the town file. */
            town: string;
        };
        /** @description A lab of a campaign that a plan makes. */
        PlannedLab: {
            /**
             * @description The town does not have it: it is to be bought, or brought as cabins.
             * @example false
             */
            is_added: boolean;
            /**
             * Format: int32
             * @description Its number there.
             * @example 1
             */
            lab: number;
            /**
             * @description Name in English.
             * @example People's Hospital
             */
            name_en: string;
            /**
             * @description Name in Chinese.
             * @example 市人民医院
             */
            name_zh: string;
            /**
             * Format: int32
             * @description Tubes it tests in an hour.
             * @example 600
             */
            tubes_per_hour: number;
        };
        /** @description A plate as it stands. */
        PlateView: {
            /** @description The kit it is read by. */
            kit: string;
            /**
             * Format: int32
             * @description The lab that laid it out.
             */
            lab: number;
            /** @description Its label. */
            plate: string;
            /** @description The readings are in. */
            read: boolean;
            /** @description The colours that it is read in, in the order of the kit's targets. */
            reporters: string[];
            /** @description What stands where. */
            wells: components["schemas"]["WellView"][];
        };
        /** @description What one well read. */
        PointView: {
            /**
             * Format: int64
             * @description When it was read.
             * @example 1648771200000
             */
            at_ms: number;
            /**
             * @description Rules that it breaks.
             * @example []
             */
            broken: string[];
            /**
             * Format: double
             * @description Cycles; absent where no curve rose.
             * @example 28.3
             */
            ct?: number | null;
            /**
             * @description `baseline`, `within`, `warned`, `rejected`, `failed` (a run whose controls failed) or
             *     `no_curve`.
             * @example within
             */
            mark: string;
            /**
             * @description The plate.
             * @example P20220401001
             */
            plate: string;
            /**
             * @description The well.
             * @example H12
             */
            well: string;
            /**
             * Format: double
             * @description Standard deviations from the mean, where there is one.
             * @example 0.8
             */
            z?: number | null;
        };
        /**
         * @description A positive or unclear pool, and how far its members' second tests are. Every member is counted
         *     in one of `open`, `swabbed`, `in_transit`, `in_test`, `elsewhere` and `ended`.
         */
        PoolView: {
            /**
             * Format: int64
             * @description When the last of the members' outcomes is due.
             */
            due_at_ms: number;
            /** @description Owed a second test for another tube's sake. */
            elsewhere: number;
            /** @description Nothing is owed any more, or nobody goes after it any more. */
            ended: number;
            /**
             * @description Of these, without an outcome of their own, by reason: refused, not_found, moved,
             *     resampled, died.
             */
            given_up: {
                [key: string]: number;
            };
            /** @description The second tube is at a lab, and its outcome is not out. */
            in_test: number;
            /** @description The second tube is on its way. */
            in_transit: number;
            /**
             * Format: int32
             * @description The lab that tested it, and tests the second swabs.
             */
            lab?: number | null;
            /** @description Of those who are not ended, they are too late. */
            late: number;
            /** @description People in the pool. */
            members: number;
            /**
             * Format: int64
             * @description Minutes until then; below zero, late by so many.
             */
            minutes_left: number;
            /** @description Not swabbed again yet. */
            open: number;
            /** @description Swabbed again, the tube still at its site. */
            swabbed: number;
            /** @description The pooled tube. */
            tube: string;
            /** @description Of these, somebody was sent there and came back without a swab. */
            unreached: number;
        };
        /**
         * @description The body of a problem (RFC 9457). `detail` is in the language that `Accept-Language` prefers,
         *     English where it says nothing; both languages always stand beside it.
         */
        Problem: {
            /**
             * @description What happened: `zh` or `en`, as the header `Accept-Language` asks for.
             * @example a valid token is needed
             */
            detail: string;
            /**
             * @description What to do next, in English.
             * @example send Authorization: Bearer tf_...
             */
            do_en: string;
            /**
             * @description What to do next, in Chinese.
             * @example 请携带有效令牌
             */
            do_zh: string;
            /**
             * @description What happened, in English.
             * @example a valid token is needed
             */
            en: string;
            fault?: components["schemas"]["FaultPlace"] | null;
            /**
             * Format: int32
             * @description Number of the refusal, where a rule said no.
             */
            number?: number | null;
            /**
             * Format: int32
             * @description The HTTP status again.
             * @example 401
             */
            status: number;
            /**
             * @description The kind in a few words.
             * @example Unauthorized
             */
            title: string;
            /**
             * @description Names the kind of problem; stable.
             * @example urn:tenfold:problem:unauthorised
             */
            type: string;
            /**
             * @description What happened, in Chinese.
             * @example 需要有效的令牌
             */
            zh: string;
        };
        /** @description Where everybody of a region is. */
        ProgressView: {
            /**
             * Format: int64
             * @description When it was taken.
             */
            at_ms: number;
            /** @description People the newest round has reached, out of the roster. */
            coverage: components["schemas"]["CoverageView"];
            /**
             * Format: int64
             * @description Differences nobody has settled.
             */
            discrepancies: number;
            /** @description By hour. */
            hours: components["schemas"]["HourView"][];
            /** @description By lab. */
            labs: components["schemas"]["LabProgress"][];
            /** @description What is late or soon will be. */
            late: components["schemas"]["LateCounts"];
            /** @description Everybody registered stands in exactly one step, at every lane. */
            law_holds: boolean;
            /**
             * @description The campaign.
             * @example 瑞金市 2022
             */
            name: string;
            /** @description Notices that their parties have not confirmed. */
            notices: components["schemas"]["Silent"];
            /**
             * Format: double
             * @description Registrations a minute, now.
             */
            rate_per_minute: number;
            /** @description Second swabs owed. */
            recollections: components["schemas"]["Owed"];
            /**
             * Format: int32
             * @description The region.
             * @example 360781
             */
            region: number;
            /**
             * Format: int64
             * @description People the grid expects.
             */
            roster: number;
            /** @description By site. */
            sites: components["schemas"]["SiteProgress"][];
            /** @description Registrations in each step, of all rounds: who gave two swabs stands there twice. */
            totals: components["schemas"]["Totals"];
            /** @description Tubes in each step. */
            tubes: components["schemas"]["Steps"];
        };
        /** @description A well of a proposal. */
        ProposedWell: {
            /**
             * @description The control.
             * @example negative
             */
            control?: string | null;
            /** @description The specimen. */
            tube?: string | null;
            /**
             * @description The well.
             * @example A01
             */
            well: string;
        };
        /** @description What labs did in the last hours. */
        QualityView: {
            /**
             * Format: int64
             * @description The moment of asking.
             */
            at_ms: number;
            /**
             * Format: int32
             * @description Hours that were looked at.
             */
            hours: number;
            /** @description As the campaign lists them. */
            labs: components["schemas"]["LabQuality"][];
        };
        /** @description A step at which a notice was raised. */
        RaisedView: {
            /**
             * Format: int64
             * @description When.
             */
            at_ms: number;
            /**
             * Format: int32
             * @description Of the protocol's steps, from 1.
             */
            step: number;
            /** @description Who was told, by the protocol as it stands. */
            to: string[];
        };
        /** @description A refusal in both languages. */
        Reason: {
            /** @description The tube, box or plate that stands in the way. */
            about?: string | null;
            /** @description What to do, in English. */
            do_en: string;
            /** @description What to do, in Chinese. */
            do_zh: string;
            /** @description What happened, in English. */
            en: string;
            /**
             * @description Its name.
             * @example TubeFull
             */
            name: string;
            /**
             * Format: int32
             * @description Its number, never given to another.
             * @example 55
             */
            number: number;
            /** @description What happened, in Chinese. */
            zh: string;
        };
        /** @description A second swab that is owed. */
        RecollectionView: {
            /** @description Why, a word. */
            cause: string;
            /**
             * Format: int64
             * @description When it is due.
             */
            due_at_ms: number;
            /** @description Why it is no longer gone after, a word; those stand last. */
            ended?: string | null;
            /** @description What was found at the door so far. */
            findings: string[];
            /**
             * Format: int32
             * @description The lab that must test it.
             */
            lab?: number | null;
            /** @description The time is over. */
            late: boolean;
            /** @description Reasons for which it may be ended now, as the visits bear them out. */
            may_end: string[];
            /** @description Look-up key, 32 hexadecimal digits. */
            person: string;
            /** @description The new tube, once swabbed. */
            sampled?: string | null;
            /** @description A tube of one is asked for. */
            single: boolean;
            /**
             * Format: int32
             * @description The site of the tube that caused it, where the person was swabbed.
             */
            site?: number | null;
            /** @description The tube that caused it. */
            source: string;
            /**
             * Format: int32
             * @description Who goes there.
             */
            squad?: number | null;
        };
        /** @description A specimen was turned away, and by whom. */
        RejectedView: {
            /**
             * Format: int64
             * @description When, by the device's clock.
             */
            at_ms: number;
            /** @description In English. */
            en: string;
            /**
             * @description Why, a word.
             * @example leaking
             */
            reason: string;
            /**
             * Format: int32
             * @description Who turned it away.
             */
            staff: number;
            /** @description In Chinese. */
            zh: string;
        };
        /** @description What became of a results file. */
        ResultsView: {
            /**
             * Format: int64
             * @description How many more say again what one of these says.
             */
            again: number;
            /**
             * Format: int64
             * @description How many are of wells in which nothing was put.
             */
            empty_wells: number;
            /** @description Why, in English. */
            en?: string | null;
            /**
             * @description By what it was told to be another plate's, or that it is this one's after all: wells that
             *     differ.
             */
            evidence: components["schemas"]["Evidence"][];
            /** @description Whose shape the file has. */
            format?: string | null;
            /** @description Rows that are not. */
            named: number;
            /**
             * Format: int64
             * @description How many are no results, such as a comment.
             */
            notes: number;
            /** @description The plate. */
            plate?: string | null;
            /** @description Why, as a stable word. */
            reason?: string | null;
            /** @description It is refused whole: nothing of it is recorded. */
            refused: boolean;
            /** @description Every row with a value or a fault. */
            rows: components["schemas"]["RowView"][];
            /** @description Rows whose values are used. */
            taken: number;
            /** @description Wells of the plate that are not read. */
            unread: components["schemas"]["UnreadView"][];
            /**
             * @description Targets of the kit, with their colours, whose files are not there: this one is kept, and
             *     read when they are.
             */
            waits_for: string[];
            /** @description Why, in Chinese, with what to do. */
            zh?: string | null;
        };
        /** @description One pass over the area. */
        RoundView: {
            /** Format: int64 */
            deadline_at_ms: number;
            /** Format: int32 */
            id: number;
            open: boolean;
            /** Format: int64 */
            starts_at_ms: number;
        };
        /** @description A row of the file. */
        RowView: {
            /** @description In English. */
            en?: string | null;
            /**
             * Format: int64
             * @description Its line or row, from 1.
             */
            line: number;
            /** @description The sample as it stands there. */
            sample: string;
            /** @description The target or colour as it stands there. */
            target: string;
            /** @description Its well, where it could be read. */
            well?: string | null;
            /** @description `taken`, or why not. */
            word: string;
            /** @description In Chinese; absent where it was taken. */
            zh?: string | null;
        };
        /** @description One rule. */
        RuleView: {
            /** @description They say different things; 2 h and 120 min are the same. */
            differs: boolean;
            /**
             * @description Its path in the file.
             * @example transport.room_limit
             */
            key: string;
            /**
             * @description What the campaign's protocol says; absent where it is silent.
             * @example 4 h
             */
            ours?: string | null;
            /**
             * @description What the other protocol says; absent where it is silent, and where there is none.
             * @example 6 h
             */
            theirs?: string | null;
        };
        /** @description A protocol rule by rule. */
        RulesView: {
            /**
             * @description The campaign's protocol.
             * @example ruijin-2022
             */
            ours: string;
            /** @description In the order of the paths. */
            rules: components["schemas"]["RuleView"][];
            /** @description The other one. */
            theirs?: string | null;
        };
        /** @description Two people signed for a box: one gave it, one took it. */
        SignatureView: {
            /**
             * Format: int64
             * @description When, by the device's clock.
             */
            at_ms: number;
            /**
             * Format: int32
             * @description Who gave it; at a receipt the courier.
             */
            giver: number;
            /**
             * Format: int32
             * @description Tubes that the giver counted; a courier those on taking the box.
             */
            giver_count?: number | null;
            /**
             * Format: int64
             * @description When the server took it.
             */
            recorded_at_ms: number;
            /**
             * Format: int32
             * @description Who took it; at a receipt the receiver.
             */
            taker: number;
            /**
             * Format: int32
             * @description Tubes that the taker counted.
             */
            taker_count: number;
            /**
             * @description `handover`, or `receipt` where the taker is the lab's.
             * @example receipt
             */
            what: string;
        };
        /** @description Notices that their parties have not confirmed. */
        Silent: {
            /**
             * Format: int64
             * @description Raised since, by the protocol's steps.
             */
            escalated: number;
            /**
             * Format: int64
             * @description All.
             */
            unconfirmed: number;
        };
        /** @description A box that is still at its site. */
        SiteBox: components["schemas"]["PickupView"] & {
            /**
             * Format: int64
             * @description When it was sealed.
             */
            sealed_at_ms?: number | null;
            /** @description `open` or `sealed`. */
            stage: string;
        };
        /** @description Every site. */
        SiteList: {
            /** @description In the order of their numbers. */
            sites: components["schemas"]["SiteNow"][];
        };
        /** @description A site as a resident needs it. */
        SiteNow: {
            /**
             * Format: int64
             * @description They end then.
             */
            closes_at_ms?: number | null;
            /**
             * Format: int32
             * @description How many stand in line, where somebody said so in the last half hour.
             */
            in_line?: number | null;
            /** @description Its name in English. */
            name_en: string;
            /** @description Its name in Chinese. */
            name_zh: string;
            /**
             * Format: int64
             * @description Its opening hours that run, or the next ones, begin then; absent where nobody said.
             */
            opens_at_ms?: number | null;
            /**
             * Format: int64
             * @description When they said so.
             */
            said_at_ms?: number | null;
            /**
             * Format: int32
             * @description Number.
             */
            site: number;
            /** @description People are taken there now. */
            takes: boolean;
            /**
             * Format: int32
             * @description Township or street, nine digits.
             */
            township: number;
            /**
             * Format: int32
             * @description Minutes until whoever comes now is taken: by those in line and by what the site took in
             *     its last hour. Absent where either is not known.
             */
            wait_minutes?: number | null;
        };
        /** @description One site. */
        SiteProgress: {
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
            /**
             * Format: int32
             * @description Number.
             */
            site: number;
            /** @description Its people. */
            totals: components["schemas"]["Totals"];
        };
        /** @description A tube that is still at its site. */
        SiteTube: {
            /** @description The box it lies in. */
            box?: string | null;
            /**
             * Format: int64
             * @description It must be at a lab by then (R99).
             */
            due_at_ms?: number | null;
            /**
             * Format: int64
             * @description When the first swab went in; absent where none was marked.
             */
            first_swab_at_ms?: number | null;
            /**
             * Format: int32
             * @description The desk that filled it.
             */
            lane: number;
            /** @description How many people are in it. */
            people: number;
            /** @description `open`, `sealed` or `packed`. */
            stage: string;
            /** @description Its label. */
            tube: string;
        };
        /** @description A place with its desks. */
        SiteView: {
            area: string;
            /** Format: int32 */
            id: number;
            /** Format: int32 */
            lab: number;
            lanes: components["schemas"]["LaneView"][];
            name_en: string;
            name_zh: string;
            open: boolean;
            /** Format: int32 */
            township: number;
        };
        /** @description A card by which somebody signs on a device of the other party. */
        StaffCardView: {
            /**
             * @description What the QR says: a number, and no secret; nobody signs in with it.
             * @example tenfold:staff:360781:12
             */
            code: string;
            /**
             * @description The card as SVG, 54 x 66 mm.
             * @example <svg xmlns="http://www.w3.org/2000/svg"></svg>
             */
            qr: string;
            /**
             * Format: int32
             * @description Number of the person.
             * @example 12
             */
            staff: number;
        };
        /** @description A step on the way to the outcome. */
        StepView: {
            /**
             * Format: int64
             * @description When: milliseconds since 1970.
             * @example 1648771200000
             */
            at_ms: number;
            /**
             * @description What it is, in English.
             * @example swabbed
             */
            en: string;
            /**
             * @description `registered`, `sampled`, `at_lab` or `reported`.
             * @example sampled
             */
            step: string;
            /**
             * @description What it is, in Chinese.
             * @example 已采样
             */
            zh: string;
        };
        /** @description How many are in each step of the way. */
        Steps: {
            /**
             * Format: int64
             * @description In a box at the site.
             */
            boxed: number;
            /**
             * Format: int64
             * @description On a plate.
             */
            in_test: number;
            /**
             * Format: int64
             * @description On the way.
             */
            in_transit: number;
            /**
             * Format: int64
             * @description In an open tube.
             */
            open: number;
            /**
             * Format: int64
             * @description At a lab.
             */
            received: number;
            /**
             * Format: int64
             * @description Called.
             */
            resulted: number;
            /**
             * Format: int64
             * @description In a sealed tube.
             */
            sealed: number;
            /**
             * Format: int64
             * @description Void or rejected.
             */
            void: number;
        };
        /** @description What a lab must do about what it keeps. */
        StoreList: {
            /**
             * Format: int64
             * @description When it was asked.
             */
            at_ms: number;
            /** @description Everything was looked at; else only the oldest. */
            complete: boolean;
            /**
             * Format: int32
             * @description The lab.
             */
            lab: number;
            /** @description The least time left first. */
            tubes: components["schemas"]["KeptView"][];
        };
        /** @description What became of a results file, and of the command that records it. */
        TakenView: components["schemas"]["ResultsView"] & {
            /**
             * @description The verdict on `read_plate`, as `POST /v1/commands` gives it; absent where the file is
             *     refused before.
             */
            command?: Record<string, never> | null;
            /** @description The machine that the run is kept under, for control charts. */
            machine?: string | null;
        };
        /** @description A call that a second person looks at by itself. */
        ToReview: {
            /**
             * @description The lab's number for it.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /**
             * Format: int64
             * @description When.
             */
            at_ms: number;
            /**
             * @description What was called: negative, positive, grey, invalid.
             * @example positive
             */
            call: string;
            /**
             * Format: int32
             * @description Who called it: somebody else must confirm it.
             */
            called_by: number;
            corrected?: components["schemas"]["CorrectedView"] | null;
            /**
             * Format: int32
             * @description The lowest cycle that it was called by, in hundredths; absent where no curve rose.
             * @example 2345
             */
            ct_hundredths?: number | null;
            /** @description How many people are in it. */
            people: number;
            /** @description The tube. */
            tube: string;
            /** @description Where it stood; absent where it was called by hand. */
            well?: string | null;
        };
        /** @description Every token of a region. */
        TokenList: {
            /** @description The newest last. */
            tokens: components["schemas"]["TokenView"][];
        };
        /** @description A token as it stands; never the token itself. */
        TokenView: {
            /**
             * Format: int32
             * @description Number of the device.
             */
            device: number;
            /**
             * Format: int64
             * @description When it ends: milliseconds since 1970.
             */
            expires_at_ms: number;
            /** @description It holds now. */
            holds: boolean;
            /**
             * Format: int32
             * @description The only lab it holds for.
             */
            lab?: number | null;
            /**
             * Format: int32
             * @description The only lane it holds for.
             */
            lane?: number | null;
            /**
             * @description What names it, in the access log too: 16 hexadecimal digits.
             * @example 9f86d081884c7d65
             */
            mark: string;
            /** @description The party that is told. */
            party?: string | null;
            /**
             * Format: int64
             * @description When it was taken back.
             */
            revoked_at_ms?: number | null;
            /**
             * @description What its bearer is there to do.
             * @example clerk
             */
            role: string;
            /**
             * Format: int32
             * @description The only site it holds for.
             */
            site?: number | null;
            /**
             * Format: int32
             * @description Number of the person.
             */
            staff: number;
        };
        /** @description How long outcomes took, in minutes; nothing where none was published. */
        TookView: {
            /**
             * Format: int64
             * @description Half took no longer.
             */
            p50_minutes?: number | null;
            /**
             * Format: int64
             * @description Nine of ten took no longer.
             */
            p90_minutes?: number | null;
            /**
             * Format: int64
             * @description Of a hundred, ninety-nine took no longer.
             */
            p99_minutes?: number | null;
        };
        /** @description People registered, and where they stand. */
        Totals: components["schemas"]["Steps"] & {
            /**
             * Format: int64
             * @description Registered and not withdrawn.
             */
            registered: number;
        };
        /** @description A town with the files it names, as texts: what `POST /v1/plans` takes. */
        TownTexts: {
            /**
             * @description Texts of the files that the town names, under the very names it uses.
             * @example {
             *       "../protocols/ruijin-2022.toml": "name = \"瑞金市2022\"\n..."
             *     }
             */
            files: {
                [key: string]: string;
            };
            /**
             * @description Text of a protocol, in place of the one that the town names.
             * @example null
             */
            protocol?: string | null;
            /**
             * @description Text of the town file.
             * @example region = 360781
             *     name = "瑞金市 2022"
             *     ...
             */
            town: string;
        };
        /** @description A town that the program carries. */
        TownView: {
            /**
             * @description Labs that are there.
             * @example 4
             */
            labs: number;
            /**
             * @description Names it.
             * @example ruijin
             */
            name: string;
            /**
             * Format: int64
             * @description Residents.
             * @example 613896
             */
            people: number;
            /**
             * Format: int32
             * @description County or district.
             * @example 360781
             */
            region: number;
            /**
             * @description Sites.
             * @example 84
             */
            sites: number;
            /**
             * @description As its file calls it.
             * @example 瑞金市 2022
             */
            title: string;
            /**
             * @description Townships or counties.
             * @example 17
             */
            townships: number;
        };
        /** @description The tubes that a township's sites opened in one hour, and the people in them, as they stand now. */
        TownshipHour: components["schemas"]["Totals"] & {
            /** @description Everybody registered stands in exactly one step. */
            holds: boolean;
            /**
             * Format: int64
             * @description Hours since 1970.
             */
            hour: number;
            /** @description Its tubes. */
            tubes: components["schemas"]["Steps"];
        };
        /** @description The board by township. */
        TownshipList: {
            /**
             * Format: int64
             * @description When it was taken.
             */
            at_ms: number;
            /** @description In the order of their numbers. */
            townships: components["schemas"]["TownshipView"][];
        };
        /** @description One township. */
        TownshipView: {
            /**
             * Format: int64
             * @description People the grid expects of it.
             */
            expected: number;
            /** @description By hour, the first one first; hours in which its sites opened no tube are left out. */
            hours: components["schemas"]["TownshipHour"][];
            /** @description Its sites. */
            sites: number[];
            /**
             * Format: int32
             * @description Township or street, nine digits.
             * @example 360781100
             */
            township: number;
        };
        /** @description A tube as it stands. */
        TubeView: {
            /**
             * @description The lab's number for it, as it stands on the tube: lab, day, count of that day.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /** @description The box it travels or travelled in. */
            box?: string | null;
            /** @description What its reading says. */
            call?: string | null;
            /**
             * Format: int32
             * @description Persons it may hold.
             */
            capacity: number;
            due?: components["schemas"]["DueView"] | null;
            /**
             * Format: int64
             * @description When the first swab went in.
             */
            first_swab_at_ms?: number | null;
            /**
             * Format: int32
             * @description The lab that has it.
             */
            lab?: number | null;
            /**
             * Format: int32
             * @description The desk that filled it.
             */
            lane: number;
            /** @description Who is in it. */
            members: components["schemas"]["MemberView"][];
            /**
             * Format: int64
             * @description When it was opened.
             */
            opened_at_ms: number;
            /** @description How many are in it. */
            people: number;
            /** @description The plate it is on. */
            plate?: string | null;
            /** @description Why it was given up or turned away, a word. */
            reason?: string | null;
            /**
             * Format: int64
             * @description When it was received.
             */
            received_at_ms?: number | null;
            /** @description The label that took this one's place. */
            relabelled_to?: string | null;
            /**
             * Format: int32
             * @description The pass it belongs to.
             */
            round: number;
            /**
             * Format: int32
             * @description That desk's site.
             */
            site?: number | null;
            /** @description Where it is in its life. */
            stage: string;
            /** @description Where the specimen was put away. */
            store?: string | null;
            /** @description Its label. */
            tube: string;
            /** @description And where on it. */
            well?: string | null;
        };
        /**
         * @description A well of the plate that the file does not read: its tube is tested again, a control without a
         *     value makes the run invalid.
         */
        UnreadView: {
            /** @description Targets of the kit without a value. */
            targets: string[];
            /** @description The tube; absent for a control. */
            tube?: string | null;
            /** @description The well. */
            well: string;
        };
        /** @description What became of a command. Which of the optional fields are there depends on the act. */
        Verdict: {
            /**
             * @description The lab's number for the one tube received, to be written on it: lab, day, count of the day.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /**
             * Format: int64
             * @description When the box should be there.
             */
            arrive_at_ms?: number | null;
            /**
             * @description The call of the one tube called. `negative` 阴性 (negative), `positive` 阳性 (positive), `grey` 灰区 (grey zone), `invalid` 无效 (invalid)
             * @enum {string|null}
             */
            call?: "negative" | "positive" | "grey" | "invalid" | null;
            /** @description The calls of a plate. */
            calls?: components["schemas"]["Called"][];
            detail?: components["schemas"]["Detail"] | null;
            /** @description Differences that were seen and recorded, and refused nothing. */
            differences?: components["schemas"]["Differed"][];
            /**
             * @description Masked number of their document.
             * @example 360781********0011
             */
            document?: string | null;
            /** @description Both time limits can be met. */
            feasible?: boolean | null;
            /** @description No lab is reached in time: keep the box cold (R101). */
            keep_cold?: boolean | null;
            /**
             * Format: int32
             * @description The lab a box goes to.
             */
            lab?: number | null;
            /** @description The line of a batch at which reading stopped. */
            line?: number | null;
            /**
             * @description Masked name of who entered their data beforehand: the clerk compares it with the document.
             * @example 张*三
             */
            name?: string | null;
            /**
             * Format: int64
             * @description When its last outcome should be known.
             */
            outcome_at_ms?: number | null;
            /**
             * Format: int32
             * @description Who took a number whose check digit is wrong: register.
             */
            overridden_by?: number | null;
            /**
             * Format: int32
             * @description Place in the tube, from 1: register.
             */
            position?: number | null;
            /** @description The receipt code, 12 characters: register. */
            receipt?: string | null;
            /** @description How many tubes were received, where it was not one. */
            received?: number | null;
            /** @description People who must be swabbed again because of this. */
            recollections?: number | null;
            refusal?: components["schemas"]["Reason"] | null;
            /** @description Boxes that go to another lab because of this: close_lab, open_lab. */
            rerouted?: number | null;
            /** @description How many calls were confirmed: review, review_plate. */
            reviewed?: number | null;
            /** @description Why it goes there and not to the lab fixed beforehand, or why to none. */
            route_reason?: string | null;
            /**
             * @description The command's identity; `null` when it had none that could be read.
             * @example 01890a5d-ac96-774b-bcce-b302099a8057
             */
            scan_id?: string | null;
            /**
             * Format: int64
             * @description Number of its first fact in the region's ledger.
             */
            seq?: number | null;
            /** @description The tube was sealed with fewer members than it takes. */
            short?: boolean | null;
            /**
             * Format: int64
             * @description When its first test should begin.
             */
            start_at_ms?: number | null;
            /** @description The tube: register. */
            tube?: string | null;
            /** @description Boxes that no lab takes any more because of this. */
            unrouted?: number | null;
            /** @description The run holds: read_plate. */
            valid?: boolean | null;
            /**
             * @description `recorded`, `already_recorded`, `refused`, `kept` or `invalid`.
             * @example recorded
             */
            verdict: string;
        };
        /** @description What stands in a well. */
        WellView: {
            /** @description The lab's number for the specimen. */
            accession?: string | null;
            /** @description The specimen's call. */
            call?: string | null;
            /** @description Or the control. */
            control?: string | null;
            /** @description Where the specimen is in its life now. */
            stage?: string | null;
            /** @description The specimen. */
            tube?: string | null;
            /** @description Position, for instance `A01`. */
            well: string;
        };
        /** @description Why, in words of a closed list and of people. */
        WhyView: {
            /** @description In English. */
            en: string;
            /** @description The word. */
            reason: string;
            /** @description In Chinese. */
            zh: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
